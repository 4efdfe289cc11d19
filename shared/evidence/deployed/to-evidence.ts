import { limits } from '../../declaration/limits.ts';
import { NivasError } from '../../error.ts';
import type { Observed } from '../evidence.ts';
import { type AssetMapping, assetsOf } from './mapping.ts';
import type { Observation, ObservedPlacement } from './observe/observed.ts';

/** Pieces of evidence by key, as a request carries them. */
export type DeployedEvidence = Readonly<Record<string, Observed>>;

/**
 * What was observed, as the engine takes it: one piece for configuration, which may fail, and one for hints, which
 * only doubt; each names the digest of the original bytes. A resource that holds several assets is said for each; of
 * one that nobody mapped the asset is left out, so that it is asked about. Several originals get a `key` each.
 *
 * Throws `request_invalid` when there are more placements than an audit takes: leaving any out would be silence.
 */
export function toEvidence(
  { placements }: Observation,
  mapping: AssetMapping,
  sha256: string,
  key = 'deployed',
): DeployedEvidence {
  const said = placements.flatMap((one) => assetsOf(one, mapping).map((asset) => ({ one, asset })));
  const lines = (certainty: ObservedPlacement['certainty']): Observed['placements'] => [
    ...new Map(
      said
        .filter(({ one }) => one.certainty === certainty)
        .map(({ one, asset }) => lineOf(one, asset))
        .map((line) => [`${line.resource}\n${line.asset}\n${line.activity}\n${line.place}`, line]),
    ).values(),
  ];
  const [configuration, hints] = [lines('configuration'), lines('hint')];
  const count = configuration.length + hints.length;
  if (count > limits.observed)
    throw new NivasError(
      'request_invalid',
      `${count} placements were observed and an audit takes ${limits.observed}: audit the stacks of the deployment apart`,
    );
  return {
    ...(configuration.length === 0 ? {} : { [key]: piece('configuration', sha256, configuration) }),
    ...(hints.length === 0 ? {} : { [`${key}-hints`]: piece('hint', sha256, hints) }),
  };
}

const piece = (certainty: Observed['certainty'], sha256: string, placements: Observed['placements']): Observed => ({
  kind: 'observed',
  certainty,
  sha256,
  placements,
});

/** The template chose these texts, at any length; the engine takes some. */
const cut = (text: string): string => (text.length > limits.text ? `${text.slice(0, limits.text - 1)}…` : text);

const lineOf = (
  { resource, activity, place, at }: ObservedPlacement,
  asset: string | undefined,
): Observed['placements'][number] => ({
  resource: cut(resource),
  ...(asset === undefined ? {} : { asset }),
  activity,
  place: cut(place),
  at: cut(`${at.file}#${at.pointer}`),
});
