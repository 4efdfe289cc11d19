import type { ObservedPlacement } from './observe/observed.ts';
import type { Resource } from './resource.ts';

/** Which resources hold which asset: by the operator’s own patterns, `{ videos: ['module.media.*'] }`. */
export type AssetMapping = { readonly resources?: Readonly<Record<string, readonly string[]>> | undefined };

/** Keys of a tag or label that names an asset. Google takes no colon in a label, Azure takes any of them. */
const tagKeys = ['nivas:asset', 'nivas-asset', 'nivas_asset'] as const;

/**
 * The assets whose data a placement is about: of every pattern that matches its resource, or what that acts for, and
 * of every tag there. Both count: a resource that is said to hold two assets holds both. Undefined where nobody said.
 */
export function assetsOf({ subjects }: ObservedPlacement, { resources = {} }: AssetMapping): (string | undefined)[] {
  const named = Object.entries(resources).flatMap(([asset, patterns]) =>
    subjects.some(({ address }) => patterns.some((pattern) => matches(pattern, address))) ? [asset] : [],
  );
  const assets = new Set([...named, ...subjects.flatMap(taggedAssets)]);
  return assets.size === 0 ? [undefined] : [...assets].toSorted();
}

/** A tag may name several, apart by blanks. What cannot be a key of an asset names none. */
function taggedAssets({ tags }: Resource): string[] {
  const said = tagKeys.flatMap((key) => (Object.hasOwn(tags, key) ? (tags[key] ?? '').split(/\s+/) : []));
  return said.filter((asset) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(asset));
}

/**
 * Whether a pattern means an address. `*` is any run of characters, also none, and everything else is itself: addresses
 * have dots, brackets and slashes of their own. Linear in the address: neither side may make it slow.
 */
export function matches(pattern: string, address: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === address;
  if (!address.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = address.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return address.length - last.length >= from && address.endsWith(last);
}
