import { Later } from '../resource.ts';
import { pairsOf } from '../sinks/azure-pairs.ts';
import { stepsOf } from '../sinks/sink-table.ts';
import { brief, later, nowhere } from './found.ts';
import { locate } from './location.ts';
import type { Scene, Seen } from './scene.ts';
import { walk } from './walk.ts';

/**
 * The places of a target of the table: what a value means, or its absence. `own` is where the resource is, `pair` the
 * region that Azure pairs with it, `nearest` Google's multi-region around it, `path:` another property of the resource.
 */
export function targets(target: string, scene: Scene): readonly Seen[] {
  const { own, provider, registry, sink } = scene;
  if (target === 'none') return [];
  if (target === 'own') return [own];
  if (target === 'pair') return pair(scene);
  if (target === 'nearest') return [nearest(scene)];
  if (target.startsWith('path:')) return atPath(target.slice('path:'.length), scene);
  if (target.startsWith('words:')) {
    const words = target.slice('words:'.length);
    return [{ place: words, sure: false, because: `is not one place: ${words}` }];
  }
  const site = registry.sites.get(target);
  if (site === undefined) return [nowhere(provider, `the registry does not list \`${target}\``)];
  return [{ place: target, sure: true, because: `is \`${target}\` for \`${sink.type}\`` }];
}

function pair({ own, registry }: Scene): Seen[] {
  if (!own.sure) return [{ ...own, because: `is the pair of a region that ${own.because}` }];
  const pairs = pairsOf(own.place.slice(own.place.indexOf('/') + 1));
  if (pairs.length === 0) return [nowhere('azure', `no pair of \`${own.place}\` is known`)];
  return pairs.map((one) => ({
    ...locate(registry, 'azure', one),
    because: `is the pair of \`${own.place}\``,
  }));
}

/** Google keeps such copies in the multi-region around the resource unless told otherwise; for India that is Asia. */
function nearest({ own, registry }: Scene): Seen {
  const area = /^gcp\/(asia|europe|us)-/.exec(own.place)?.[1];
  const found =
    area === undefined
      ? nowhere('gcp', 'the multi-region nearest to a region that is not known')
      : locate(registry, 'gcp', area === 'europe' ? 'eu' : area, 'storage');
  return { ...found, because: `is the multi-region nearest to ${brief(own.place)}` };
}

const atPath = (path: string, { resource, provider, registry, sink }: Scene): Seen[] =>
  walk(resource.properties, stepsOf(path)).flatMap(({ value }) => {
    if (value instanceof Later) return [later(provider, value)];
    return typeof value === 'string' ? [locate(registry, provider, value, sink.product)] : [];
  });
