import { type RegistryIndex, siteOf } from '../../../registry/lookup.ts';
import { Either, Later, type Resource } from '../resource.ts';
import { brief, type Found, later, nowhere, type Provider, providerOf } from './found.ts';

/** Zone ids carry a short code of their region; only these are documented in what we have read. */
const zoneCodes: Readonly<Record<string, string>> = { aps1: 'ap-south-1', aps2: 'ap-south-2' };

/** No location is called longer than this. */
const longest = 200;

/** A location as its provider writes it, found in the registry: `Central India`, `ASIA-SOUTH1`, `ap-south-1a`. */
export function locate(registry: RegistryIndex, provider: Provider, written: string, product?: string): Found {
  const id = codeOf(provider, written.slice(0, longest));
  const sites = candidates(provider, id, product);
  const site = sites.map((name) => registry.sites.get(name) ?? siteOf(registry, name)).find((one) => one !== undefined);
  if (site !== undefined) return { place: site.id, sure: true, because: `is \`${brief(written)}\`` };
  const spelt = `${provider}/${id}`;
  // an id that the registry lacks is unknown there, and says so with near names
  const place = /^[a-z0-9-]+\/[a-z0-9.-]{1,80}$/.test(spelt) ? spelt : `${provider}: \`${brief(written)}\``;
  return { place, sure: false, because: `is \`${brief(written)}\`, which the registry does not list` };
}

/** Azure writes names for people too; Google writes paths and capitals. */
function codeOf(provider: Provider, written: string): string {
  const lower = written.trim().toLowerCase();
  if (provider === 'azure') return lower.replaceAll(/\s/g, '');
  return provider === 'gcp' ? (lower.split('/').at(-1) ?? lower) : lower;
}

/** Ids to look up, the most exact first: a product has locations of its own; a zone lies in its region. */
function candidates(provider: Provider, id: string, product: string | undefined): string[] {
  const zone = provider === 'gcp' ? /^([a-z]+-[a-z]+\d+)-[a-z]$/ : /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/;
  const region = provider === 'azure' ? undefined : zone.exec(id)?.[1];
  const code = provider === 'aws' ? /^([a-z]{2,4}\d)-az\d+$/.exec(id)?.[1] : undefined;
  const short = code !== undefined && Object.hasOwn(zoneCodes, code) ? zoneCodes[code] : undefined;
  return [
    `${provider}/${id}`,
    ...(product === undefined ? [] : [`${provider}/${product}.${id}`]),
    ...(region === undefined ? [] : [`${provider}/${region}`]),
    ...(short === undefined ? [] : [`${provider}/${short}`]),
  ];
}

/** Where a resource is deployed. */
export function ownPlace(registry: RegistryIndex, { platform, region }: Resource): Found {
  const provider = providerOf(platform);
  if (region instanceof Either) return oneOf(registry, provider, region);
  if (region instanceof Later) return later(provider, region);
  if (region === '') return nowhere(provider, 'no region is given');
  const found = locate(registry, provider, region);
  return { ...found, because: `stands in its region, \`${brief(region)}\`` };
}

/** A region that is one of several: known where they are the same place. */
function oneOf(registry: RegistryIndex, provider: Provider, { options, why }: Either): Found {
  const places = options.map((one) => (typeof one === 'string' ? locate(registry, provider, one) : undefined));
  const [first] = places;
  if (first?.sure && places.every((one) => one?.place === first.place)) return first;
  const named = options.map((one) => (typeof one === 'string' ? `\`${brief(one)}\`` : 'another')).join(' or ');
  return nowhere(provider, `${named}: ${why}`);
}
