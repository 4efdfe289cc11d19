import { canonical, sha256 } from '../canonical.ts';
import { type Activity, activities, fieldOf, happens } from '../declaration/activity.ts';
import { formatPointer } from '../declaration/pointer.ts';
import type { Declaration, Line } from '../declaration/schema.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { Completable } from '../declaration/vocabulary.ts';
import { Category } from '../policy/category.ts';
import { Asset, Party, Placement } from '../policy/subjects.ts';
import { type Binding, type Bound, bound, ended, listed, words } from './bound.ts';
import { type Placed, placements } from './places.ts';

export type BoundPlacement = Bound<Placement> & { readonly placed: Placed };

export type BoundAsset = Bound<Asset> & {
  /** Placements by activity; an activity that was not answered is not a key. */
  readonly answers: ReadonlyMap<Activity, readonly BoundPlacement[]>;
};

/** Makes one asset ready: its facts, and the placements of each activity that was answered. */
export function bindAsset(id: string, binding: Binding, closed: ReadonlySet<Completable>): BoundAsset {
  const { declaration, facts } = binding;
  const asset = listed(declaration.data)[id] ?? {};
  const at = formatPointer(['data', id]);
  const answers = new Map(activities.flatMap((activity) => answerOf(id, activity, asset, binding)));
  const complete = asset.contexts === 'none' || (asset.contexts !== undefined && closed.has('contexts'));
  const it = Object.assign(new Asset(), {
    id,
    ...(asset.category === undefined ? {} : { category: new Category(asset.category, taxonomy) }),
    contexts: words(
      asset.contexts,
      [],
      complete,
      (context) => `whether \`${id}\` is part of a ${context.replaceAll('-', ' ')} was not said`,
      'contexts',
    ),
    ...Object.fromEntries(
      [...answers].map(([activity, placed]) => [fieldOf(activity), listOf(asset, activity, placed)]),
    ),
  });
  return { ...bound(it, at, at, asset, facts.asset, binding), answers };
}

/** What evidence shows of an activity that the operator did not answer is not all there may be. */
function listOf(asset: AssetDeclared, activity: Activity, placed: readonly BoundPlacement[]): Placement[] {
  const answered = asset[activity] !== undefined || (asset.none ?? []).includes(activity);
  return ended(placed, answered, `the placements of \`${activity}\` were not declared`);
}

type AssetDeclared = NonNullable<Declaration['data']>[string];

/** The placements of one activity; none at all when it was neither placed nor said to happen nowhere. */
function answerOf(
  id: string,
  activity: Activity,
  asset: AssetDeclared,
  binding: Binding,
): [Activity, BoundPlacement[]][] {
  const lines = distinct(asset[activity] ?? []);
  const answered = asset[activity] !== undefined || (asset.none ?? []).includes(activity);
  const placed = placements(id, activity, lines, answered, binding);
  if (!answered && placed.length === 0) return [];
  const names = placed.map(({ line }) => line.at ?? '');
  return [
    [
      activity,
      placed.map((one) => {
        const name = one.line.at ?? '(not said)';
        const twin =
          names.filter((other) => other === (one.line.at ?? '')).length > 1
            ? `#${sha256(canonical(one.line)).slice(0, 8)}`
            : '';
        const subject = `${formatPointer(['data', id, activity])}@${name}${twin}`;
        const index = asset[activity]?.indexOf(one.line) ?? -1;
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
    ...(party ? { by: Object.assign(new Party(), party) } : {}),
  });
}
