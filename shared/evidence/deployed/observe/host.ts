import { Later } from '../resource.ts';
import { brief, type Found, nowhere } from './found.ts';
import { locate } from './location.ts';
import { bucketPlace, follow, written } from './reference.ts';
import { type Derive, perText, type Scene } from './scene.ts';
import { writtenText } from './written-text.ts';

type Pattern = { readonly host: RegExp; readonly at: 'aws' | 'azure' | 'gcp' | string };

/**
 * Hosts that carry a region, and services of one country. From memory: what a host shows is never sure. A match in
 * the first group is a region of that cloud; a pattern without a group is the place itself.
 */
const patterns: readonly Pattern[] = [
  { host: /^s3\.amazonaws\.com$/, at: 'words' },
  { host: /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/, at: 'aws' },
  { host: /\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.api\.aws$/, at: 'aws' },
  { host: /(?:^|\.)([a-z]{2,4}(?:-[a-z]+)+-\d)(?:\.[a-z0-9-]+)*\.amazonaws\.com$/, at: 'aws' },
  { host: /\.s3-([a-z0-9-]+)\.amazonaws\.com$/, at: 'aws' },
  { host: /\.(?:cloudfront\.net|awsglobalaccelerator\.com)$/, at: 'cloudfront/network' },
  { host: /^([a-z0-9]+)\.api\.cognitive\.microsoft\.com$/, at: 'azure' },
  { host: /\.([a-z0-9]+)\.azurecontainerapps\.io$/, at: 'azure' },
  { host: /\.hcp\.([a-z0-9]+)\.azmk8s\.io$/, at: 'azure' },
  { host: /^([a-z0-9]+)-\d+\.in\.applicationinsights\.azure\.com$/, at: 'azure' },
  {
    host: /^([a-z]+-[a-z]+\d+)-(?:docker\.pkg\.dev|aiplatform\.googleapis\.com|[^.]+\.cloudfunctions\.net)$/,
    at: 'gcp',
  },
  { host: /\.([a-z]+-[a-z]+\d+)\.(?:rep\.googleapis\.com|run\.app|firebasedatabase\.app)$/, at: 'gcp' },
  { host: /(?:^|\.)(?:us[35]\.)?datadoghq\.com$/, at: 'US' },
  { host: /(?:^|\.)eu\.newrelic\.com$|\.eu01\.nr-data\.net$/, at: 'New Relic EU' },
  { host: /(?:^|\.)newrelic\.com$|\.ingest\.us\.sentry\.io$/, at: 'US' },
  { host: /\.ingest\.de\.sentry\.io$/, at: 'DE' },
];
const regional: Readonly<Record<string, 'aws' | 'azure' | 'gcp'>> = { aws: 'aws', azure: 'azure', gcp: 'gcp' };

/** More exact than the patterns above: these sites of Datadog are elsewhere. */
const datadog: Readonly<Record<string, string>> = { ap1: 'JP', ap2: 'AU' };

/** The host of an address, in whatever way it is written; undefined when there is none. */
export function hostOf(text: string): string | undefined {
  const found = /^(?:[a-z][a-z0-9+.:-]*:\/\/)?(?:[^@/\s]*@)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)\.?(?::\d+)?(?:[/?#;,]|$)/i;
  return found.exec(text.trim().slice(0, 2_000))?.[1]?.toLowerCase();
}

/** The place that a host shows. It can only doubt: DNS may point anywhere. */
export function hostPlace(host: string, { registry }: Scene): Found | undefined {
  if (host.length > 253) return undefined;
  const site = /(?:^|\.)(ap[12])\.datadoghq\.com$/.exec(host)?.[1];
  const because = `is the host \`${brief(host)}\``;
  if (site !== undefined) return { place: datadog[site] ?? 'Datadog', sure: false, because };
  for (const { host: pattern, at } of patterns) {
    const match = pattern.exec(host);
    if (match === null || at === 'words') continue;
    const cloud = Object.hasOwn(regional, at) ? regional[at] : undefined;
    if (cloud === undefined) return { place: at, sure: false, because };
    return { ...locate(registry, cloud, match[1] ?? ''), sure: false, because };
  }
  return undefined;
}

/** R5: a host, or an address with one. A bucket’s host is followed to the bucket; an ARN says its region. */
export const byHost: Derive = (spotted, scene) => {
  const all = perText(spotted, (value) => [{ ...addressed(value, scene), sure: false }]);
  const told = all.filter(({ place }) => !place.includes('unknown region'));
  return told.length > 0 ? told : all.slice(0, 1);
};

function addressed(value: string | Later, scene: Scene): Found {
  const text = writtenText(value);
  const arn = text === undefined ? undefined : written(text, scene);
  if (arn !== undefined) return arn;
  const host = text === undefined ? undefined : hostOf(text);
  if (value instanceof Later) return (host === undefined ? undefined : hostPlace(host, scene)) ?? follow(value, scene);
  if (host === undefined) return nowhere(scene.provider, `\`${brief(value)}\` shows no place`);
  if (/\.s3\.amazonaws\.com$/.test(host)) return bucketPlace(host, scene);
  return hostPlace(host, scene) ?? nowhere(scene.provider, `host \`${brief(host)}\` tells no region`);
}
