import { type Activity, happens } from '../declaration/activity.ts';
import type { Line } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { Place, type PlaceContext } from '../policy/place.ts';
import type { Resolved } from '../registry/lookup.ts';
import type { Basis } from './outcome.ts';
import { type Seen, seenIn } from './seen.ts';

/** One placement to be judged: a declared line, or one that only evidence shows. */
export type Placed = {
  readonly line: Line;
  /** Index of the line in the declaration; undefined when it was not declared. */
  readonly index: number | undefined;
  readonly place: Place;
  readonly basis: Basis;
  /** Says how evidence contradicts the declaration; such a placement fails by itself (law 7). */
  readonly contradicts?: string;
  /** What is deployed and shows it, or casts a doubt on it. */
  readonly seen: readonly Seen[];
};

/** What evidence says of one activity of one asset. */
type Sighting = Seen & { readonly resolved: Resolved; readonly certain: boolean };

export type Sightings = ReadonlyMap<string, readonly Sighting[]>;

const keyOf = (asset: string, activity: Activity) => `${asset}\n${activity}`;

/**
 * What no configuration shows: who opens data from where, and where it would run on failover. Required or not, evidence
 * of it cannot be had, and it stays the operator's word.
 */
export const neverShown: ReadonlySet<Activity> = new Set(['access', 'standby']);

/** Observed placements by asset and activity. What evidence could not map to an asset is not here. */
export function sightings(evidence: EvidenceMap, context: PlaceContext): Sightings {
  const all = Object.values(evidence).flatMap((item) =>
    item.kind !== 'observed'
      ? []
      : item.placements.flatMap(({ asset, activity, place, resource, at }) =>
          asset === undefined
            ? []
            : [
                {
                  key: keyOf(asset, activity),
                  resource,
                  ...(at === undefined ? {} : { at }),
                  certain: item.certainty === 'configuration',
                  resolved: context.resolve(place),
                },
              ],
        ),
  );
  return Map.groupBy(all, ({ key }) => key);
}

/**
 * The placements of one activity, as declared and as observed.
 *
 * Observed configuration that the declaration does not name is a placement of its own, and contradicts; a mere
 * hint makes the declared places unknown. Where evidence is required, a place that nothing shows is unknown, but
 * an admission stands: `store: US` fails with or without evidence.
 */
export function placements(
  asset: string,
  activity: Activity,
  lines: readonly Line[],
  answered: boolean,
  { seen, context, required }: { seen: Sightings; context: PlaceContext; required: boolean },
): Placed[] {
  const observed = seen.get(keyOf(asset, activity)) ?? [];
  const declared = lines.map((line, index) => ({ line, index, resolved: resolvedOf(line, context) }));
  const strays = observed.filter(({ resolved }) => !declared.some((one) => agrees(one.resolved, resolved)));
  const hints = strays.filter(({ certain }) => !certain);
  const deployed = strays.filter(({ certain }) => certain);
  // a place said vaguely may be the one that was seen: that is a question, not a contradiction (law 2)
  const vague = declared.some(({ resolved: { site, possible } }) => site === undefined && possible === null);
  const contradicts = (seen: Resolved) => answered && !vague && !declared.some(({ resolved }) => mayBe(seen, resolved));
  return [
    ...declared.map(({ line, index, resolved }) => {
      // a hint can only doubt: it shows nothing
      const showing = observed.filter(({ certain, resolved: at }) => certain && agrees(resolved, at));
      const shown = showing.length > 0;
      const missing = required && !shown && resolved !== notSaid && !neverShown.has(activity);
      const place = doubted(resolved, hints, missing ? `\`${asset}\` ${happens[activity]}` : undefined, context);
      const basis = shown ? ('observed' as const) : ('declared' as const);
      return { line, index, place, basis, seen: seenIn([...hints, ...showing]) };
    }),
    ...undeclared(deployed, contradicts, context),
    ...(answered && declared.length === 0 ? hinted(hints, context) : []),
  ];
}

/** Hints at an activity of which the operator says that it happens nowhere: it may happen there. */
function hinted(hints: readonly Sighting[], context: PlaceContext): Placed[] {
  return [...Map.groupBy(hints, ({ resolved }) => resolved.name)].map(([name, seen]) => {
    const doubt = `it is said to happen nowhere, but ${pointed(seen)}`;
    const place = new Place({ ...notSaid, name, why: doubt }, context, doubt);
    return { line: { at: name }, index: undefined, place, basis: 'observed' as const, seen: seenIn(seen) };
  });
}

/** A declared place, doubted by hints, and because nothing shows what is `missing`: that `videos` is stored there. */
function doubted(
  resolved: Resolved,
  hints: readonly Sighting[],
  missing: string | undefined,
  context: PlaceContext,
): Place {
  const either = hints.reduce((sofar, hint) => blurred(sofar, hint.resolved), resolved);
  const place = missing === undefined ? either : admitted(either);
  if (hints.length > 0) return new Place(place, context, `\`${resolved.name}\` is declared, but ${pointed(hints)}`);
  return new Place(place, context, missing === undefined ? undefined : notShown(resolved, missing));
}

const notShown = ({ name }: Resolved, happening: string) =>
  `nothing deployed shows that ${happening} \`${name}\`: give evidence of it, mapped under \`resources\``;

/** What is deployed and was not declared; many resources at one place are one placement. */
function undeclared(
  deployed: readonly Sighting[],
  contradicted: (seen: Resolved) => boolean,
  context: PlaceContext,
): Placed[] {
  return [...Map.groupBy(deployed, ({ resolved }) => resolved.name)].flatMap(([name, [first, ...others]]) => {
    if (first === undefined) return [];
    const stray = {
      line: { at: name },
      index: undefined,
      place: new Place(first.resolved, context),
      basis: 'observed' as const,
      seen: seenIn([first, ...others]),
    };
    if (!contradicted(first.resolved)) return [stray];
    const are = others.length === 0 ? 'is' : 'are';
    const contradicts = `${resources([first, ...others])} ${are} deployed at \`${name}\`, which is not declared`;
    return [{ ...stray, contradicts }];
  });
}

const notSaid: Resolved = {
  name: '(not said)',
  certain: [],
  possible: null,
  why: 'the place was not said',
  candidates: [],
};

const resolvedOf = ({ at }: Line, { resolve }: PlaceContext) => (at === undefined ? notSaid : resolve(at));

/** The same site, or an observed place inside the declared country or subdivision. */
function agrees(declared: Resolved, observed: Resolved): boolean {
  if (declared.site || declared.possible === null)
    return declared.site !== undefined && declared.site.id === observed.site?.id;
  const inside = observed.possible?.every((country) => declared.possible?.includes(country)) ?? false;
  const subdivision = observed.site?.subdivision ?? observed.subdivision;
  return inside && (declared.subdivision === undefined || declared.subdivision === subdivision);
}

const resources = (seen: readonly Sighting[]) =>
  [...new Set(seen.map(({ resource }) => `\`${resource}\``))].toSorted().join(', ');

/** Whether what was seen is said too vaguely to be another place than the declared one. */
const mayBe = (observed: Resolved, declared: Resolved): boolean =>
  observed.site === undefined && (observed.possible === null || agrees(observed, declared));

const pointed = (hints: readonly Sighting[]) =>
  [...new Set(hints.map(({ resource, resolved }) => `\`${resource}\` points to \`${resolved.name}\``))]
    .toSorted()
    .join(' and ');

/** Either of the two: possible is what one of them says; certain what both say, and what is admitted to be abroad. */
function blurred(declared: Resolved, hint: Resolved): Resolved {
  return {
    ...declared,
    certain: declared.certain.filter((country) => country !== 'IN' || hint.certain.includes(country)),
    possible: declared.possible && hint.possible && [...new Set([...declared.possible, ...hint.possible])],
  };
}

/** What remains of a place that nothing shows: that it is abroad, if it says so itself. */
const admitted = (resolved: Resolved): Resolved => ({
  ...resolved,
  certain: resolved.certain.filter((country) => country !== 'IN'),
  possible: null,
});
