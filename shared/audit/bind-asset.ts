import { canonical, sha256 } from '../canonical.ts';
import { type Activity, activities, fieldOf, happens } from '../declaration/activity.ts';
import { answered as answeredIn } from '../declaration/normal-form.ts';
import { formatPointer } from '../declaration/pointer.ts';
import type { Line } from '../declaration/schema.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { Completable } from '../declaration/vocabulary.ts';
import { Category } from '../policy/category.ts';
import { Asset, Party, Placement } from '../policy/subjects.ts';
import { type Binding, type Bound, bound, ended, listed, words } from './bound.ts';
import { type Placed, placements } from './places.ts';

export type BoundPlacement = Bound<Placement> & { readonly placed: Placed };

export type BoundAsset = Bound<Asset> & {
  /** Placements by activity, as declared and as observed. */
  readonly answers: ReadonlyMap<Activity, readonly BoundPlacement[]>;
  /** Activities that the operator placed, or said to happen nowhere. */
  readonly answered: ReadonlySet<Activity>;
};

/** Makes one asset ready: its facts, and the placements of each activity that was answered. */
export function bindAsset(id: string, binding: Binding, closed: ReadonlySet<Completable>): BoundAsset {
  const { declaration, facts } = binding;
  const asset = listed(declaration.data)[id] ?? {};
  const at = formatPointer(['data', id]);
  const answered = new Set(answeredIn(asset));
  const answers = new Map(activities.flatMap((activity) => answerOf(id, activity, answered.has(activity), binding)));
  const complete = asset.contexts === 'none' || (asset.contexts !== undefined && closed.has('contexts'));
  const it = Object.assign(new Asset(), {
    id,
    ...(asset.none === undefined ? {} : { none: asset.none }),
    ...(asset.category === undefined ? {} : { category: new Category(asset.category, taxonomy) }),
    contexts: words(
      asset.contexts,
      [],
      complete,
      (context) => `whether \`${id}\` is part of \`${context}\` was not said`,
      'contexts',
    ),
    ...Object.fromEntries(
      [...answers].map(([activity, placed]) => [fieldOf(activity), listOf(activity, placed, answered.has(activity))]),
    ),
  });
  return { ...bound(it, at, at, asset, facts.asset, binding), answers, answered };
}

/** What evidence shows of an activity that the operator did not answer is not all there may be. */
function listOf(activity: Activity, placed: readonly BoundPlacement[], answered: boolean): Placement[] {
  return ended(placed, answered, `the placements of \`${activity}\` were not declared`, activity);
}

/** The placements of one activity; none at all when it was neither placed nor said to happen nowhere. */
function answerOf(id: string, activity: Activity, answered: boolean, binding: Binding): [Activity, BoundPlacement[]][] {
  const written = listed(binding.declaration.data)[id]?.[activity] ?? [];
  const lines = distinct(written);
  const placed = placements(id, activity, lines, answered, binding);
  if (!answered && placed.length === 0) return [];
  const named = Map.groupBy(placed, ({ line }) => line.at);
  return [
    [
      activity,
      placed.map((one) => {
        const name = one.line.at ?? '(not said)';
        const twin = (named.get(one.line.at)?.length ?? 0) > 1 ? `#${sha256(canonical(one.line)).slice(0, 8)}` : '';
        const subject = `${formatPointer(['data', id, activity])}@${name}${twin}`;
        const index = written.indexOf(one.line);
        const at = formatPointer(index < 0 ? ['data', id] : ['data', id, activity, index]);
        return {
          ...bound(placementOf(activity, one, binding), subject, at, one.line, binding.facts.placement, binding),
          placed: one,
        };
      }),
    ],
  ];
}

/** A line that was written twice is one placement. */
function distinct(lines: readonly Line[]): readonly Line[] {
  if (lines.length < 2) return lines;
  return [...new Map(lines.map((line) => [canonical(line), line] as const)).values()];
}

function placementOf(activity: Activity, { line, place }: Placed, { declaration }: Binding): Placement {
  const party = line.by === undefined ? undefined : listed(declaration.parties)[line.by];
  return Object.assign(new Placement(), {
    activity,
    happens: happens[activity],
    place,
    ...(line.at === undefined ? {} : { at: line.at }),
    ...(party ? { by: Object.assign(new Party(), party) } : {}),
  });
}
