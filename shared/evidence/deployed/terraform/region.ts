import { Later, type Platform, type Value } from '../resource.ts';
import awsGlobal from './aws-global.json' with { type: 'json' };
import type { Properties } from './value.ts';

/** What decides where a resource is deployed to. */
export type Placing = {
  readonly type: string;
  readonly properties: Properties;
  /** What its provider says of an argument (`region`, `zone`); undefined when it says nothing of it. */
  readonly provider: (argument: string) => unknown;
  /** What its own argument comes to, where the plan has no value of it but an expression that says. */
  readonly argument: (name: string) => unknown;
  /** The region of whoever deploys, where no provider names one. */
  readonly fallback: string | undefined;
};

/**
 * The region or location of a resource: its own argument, else what its provider is configured with, else the region
 * of whoever deploys. Only words that have the form of a region are one: a plan says that an expression is made from
 * `var.region`, and not what is done with it.
 */
export const regionOf = (platform: Platform, placing: Placing): string | Later => places[platform](placing);

const places: Readonly<Record<Platform, (placing: Placing) => string | Later>> = {
  'terraform-aws': awsRegion,
  'terraform-azurerm': azureLocation,
  'terraform-google': googleLocation,
  cloudformation: () => new Later('a plan has no CloudFormation resources of its own'),
};

const global = new Set(awsGlobal.types);

const isAwsRegion = (text: string) => /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text);
/** Also `Central India`, `global`, `nam4`: of Azure and Google, any word could be a location. */
const isLocation = (text: string) => /^[A-Za-z][A-Za-z0-9 -]{1,40}$/.test(text);
const isGoogleRegion = (text: string) => /^[a-z]+-[a-z]+\d+$/.test(text);

function awsRegion({ type, properties, provider, argument, fallback }: Placing): string | Later {
  if (global.has(type)) return new Later(`\`${type}\` is of a global service, which has no region`);
  const own = said(properties.region) ?? argument('region');
  if (own !== undefined && own !== null) return checked(own, 'region', isAwsRegion);
  const configured = provider('region');
  if (typeof configured === 'string' && isAwsRegion(configured)) return configured;
  const shown = regionOfArn(properties.arn);
  if (shown !== undefined) return shown;
  if (configured !== undefined && configured !== null) return checked(configured, 'region', isAwsRegion);
  if (fallback !== undefined && isAwsRegion(fallback)) return fallback;
  return new Later('its provider names no region, so that the environment (`AWS_REGION`) does');
}

/** Of a resource that exists already; global services have none in theirs. */
function regionOfArn(arn: Value | undefined): string | undefined {
  const [head, , , region] = typeof arn === 'string' ? arn.split(':') : [];
  return head === 'arn' && region !== undefined && isAwsRegion(region) ? region : undefined;
}

function azureLocation({ type, properties, argument }: Placing): string | Later {
  const own = said(properties.location) ?? argument('location');
  if (own === undefined || own === null)
    return new Later(`\`${type}\` names no location: it is where what it belongs to is`);
  const location = checked(own, 'location', isLocation);
  // Azure takes `Central India` for `centralindia`
  return location instanceof Later ? location : location.toLowerCase().replaceAll(' ', '');
}

function googleLocation({ type, properties, provider, argument, fallback }: Placing): string | Later {
  for (const name of ['location', 'region', 'zone']) {
    const own = said(properties[name]) ?? argument(name);
    if (own === undefined || own === null || own === '') continue;
    const location = checked(typeof own === 'string' ? lastPart(own) : own, name, isLocation);
    return location instanceof Later ? location : ofZone(location);
  }
  const ring = /\/locations\/([^/]{1,100})\/keyRings\//.exec(said(properties.key_ring) ?? '')?.[1];
  if (ring !== undefined) return ring;
  const open = ['region', 'zone'].filter((name) => Object.hasOwn(properties, name));
  const cluster = type === 'google_container_cluster';
  if (open.length === 0 && !cluster)
    return new Later(`\`${type}\` names no location: it is global, or where what it belongs to is`);
  for (const name of open.includes('region') && !cluster ? ['region', 'zone'] : ['zone', 'region']) {
    const configured = provider(name);
    if (configured instanceof Later) return configured;
    if (typeof configured === 'string' && isGoogleRegion(ofZone(configured))) return ofZone(configured);
  }
  if (fallback !== undefined && isGoogleRegion(fallback)) return fallback;
  return new Later('its provider names no region, so that the environment (`GOOGLE_REGION`) does');
}

/** `asia-south1-a` is in `asia-south1`; a region or `asia` stays as it is. */
const ofZone = (text: string) => text.replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1');

/** A self link ends in what it names; Cloud Storage and BigQuery write `ASIA-SOUTH1`. */
const lastPart = (text: string) => text.slice(text.lastIndexOf('/') + 1).toLowerCase();

/** A value that is there; not what is unknown, or only its provider can fill in. */
const said = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function checked(found: unknown, name: string, isRegion: (text: string) => boolean): string | Later {
  if (found instanceof Later) return found;
  if (typeof found === 'string' && isRegion(found)) return found;
  // the value is not repeated: it may be anything that a variable holds
  return new Later(`what the plan shows for its \`${name}\` is no name of a region`);
}
