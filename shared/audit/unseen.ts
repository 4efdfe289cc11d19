import type { BoundAsset } from './bind-asset.ts';
import { neverShown } from './places.ts';

/** As many as anybody reads; each is one sentence. */
const most = 20;

/**
 * The other half of drift: what is declared, and nothing deployed shows, an asset a sentence: "of `videos`: `store` and
 * `log` at `aws/ap-south-1`". It may be deployed elsewhere, so that it fails nothing unless evidence is required.
 */
export function unseen(assets: readonly BoundAsset[]): string[] {
  const all = assets.flatMap(({ it, answers }) => {
    const declared = [...answers].flatMap(([activity, placements]) =>
      neverShown.has(activity)
        ? []
        : placements.flatMap(({ placed: { index, basis, line } }) =>
            index === undefined || basis !== 'declared' || line.at === undefined ? [] : [{ activity, at: line.at }],
          ),
    );
    const places = [...Map.groupBy(declared, ({ at }) => at)].map(
      ([at, there]) => `${[...new Set(there.map(({ activity }) => `\`${activity}\``))].join(', ')} at \`${at}\``,
    );
    return places.length === 0
      ? []
      : [`that what is declared of \`${it.id}\` is deployed: ${places.toSorted().join(' and ')}`];
  });
  const rest = all.length - most;
  return rest > 0 ? [...all.slice(0, most), `that what is declared of ${rest} more assets is deployed`] : all;
}
