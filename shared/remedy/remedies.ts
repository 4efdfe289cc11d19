import { type AuditInput, audit } from '../audit/audit.ts';
import type { Audit, Finding } from '../audit/finding.ts';
import type { Verdict } from '../audit/outcome.ts';
import { type Activity, activities, fieldOf } from '../declaration/activity.ts';
import { limits } from '../declaration/limits.ts';
import { parsePointer } from '../declaration/pointer.ts';
import type { Declaration } from '../declaration/schema.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import { resolver } from '../registry/lookup.ts';
import { approvedNear } from '../registry/nearest.ts';
import type { Site } from '../registry/registry.ts';
import { alsoMeets } from './conflicts.ts';
import { lineAt, moved, pointerOf, type Spot, type Step, spotOf, stepsTo } from './patch.ts';
import { makeTrials, type Trials } from './trial.ts';

/** A placement that breaks a rule, and the nearest place where it breaks none. */
export type Mend = {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** Rules that it breaks where it is now: `pack/rule`. */
  readonly mends: readonly string[];
  /** Controls of other catalogues that demand a copy, and that this place satisfies too. */
  readonly alsoMeets: readonly string[];
};

/** What a move does not mend: another rule is broken, or nobody can tell. */
export type Remaining = Pick<Finding, 'outcome' | 'rule' | 'subject' | 'because' | 'remedy'> & {
  readonly pack: string;
};

export type Remedies = {
  /** JSON Patch (RFC 6902) on the declaration as it was written: all moves, each tested first. */
  readonly patch: readonly Step[];
  readonly mends: readonly Mend[];
  /** How many more placements break a rule than are moved at a time. */
  readonly untried: number;
  /** What the audit says once all are applied. */
  readonly verdict: Verdict;
  /** Empty where that is `compliant`: what no place can mend. */
  readonly remaining: readonly Remaining[];
};

/**
 * For each placement that breaks a rule, the nearest approved site that satisfies every pack that applies: of the same
 * provider, then in the same state, then by id. All of them are applied and audited again.
 *
 * `raw` is the declaration as it was written, which the patch is for. Pure, as the audit is.
 */
export function remedies(input: AuditInput, raw: unknown): Remedies {
  const before = audit(input);
  const all = spotsIn(before, input);
  const trials = makeTrials(input);
  const moves: Move[] = [];
  let tried = 0;
  for (const spot of all) {
    if (moves.length >= limits.remedies || trials.judged() > limits.remedyTrials) break;
    moves.push(...moveOf(input, spot, trials));
    tried += 1;
  }
  const declaration = moves.reduce((sofar, { spot, to }) => moved(sofar, spot, to), input.declaration);
  const after = audit({ ...input, declaration });
  return {
    patch: moves.flatMap(({ spot, from, to }) => stepsTo(raw, input.declaration, spot, from, to)),
    mends: moves.map(({ spot, ...mend }) => mend),
    untried: all.length - tried,
    verdict: after.verdict,
    remaining: after.verdict === 'compliant' ? [] : remainingIn(after),
  };
}

const failuresIn = ({ packs }: Audit) =>
  packs.flatMap(({ pack, findings }) =>
    findings.filter(({ outcome }) => outcome === 'fail').map((finding) => ({ pack, finding })),
  );

/**
 * Placements that break a rule, and those that a broken rule about their data looks at. What is not certainly in India
 * comes first: to move something within India mends less often.
 */
function spotsIn(found: Audit, { declaration, policy, registry }: AuditInput): Spot[] {
  const resolve = resolver(registry);
  const atHome = (spot: Spot) => {
    const { possible } = resolve(lineAt(declaration, spot)?.at ?? '');
    return possible?.length === 1 && possible[0] === 'IN' ? 1 : 0;
  };
  const spots = failuresIn(found).flatMap(({ pack, finding }) => {
    const spot = spotOf(finding.at, activities);
    return spot ? [spot] : looksAt(declaration, policy, pack, finding);
  });
  const declared = spots.filter((spot) => lineAt(declaration, spot)?.at !== undefined);
  return [...new Map(declared.map((spot) => [pointerOf(spot), spot])).values()].toSorted(
    (a, b) => atHome(a) - atHome(b) || (pointerOf(a) < pointerOf(b) ? -1 : 1),
  );
}

/** A rule such as "a daily backup is in India" breaks for the data; its backups are what can be moved. */
function looksAt({ data }: Declaration, { packs }: LoadedPolicy, pack: string, { rule, at }: Finding): Spot[] {
  const [, , asset = ''] = at.split('/');
  const reads = packs.find((one) => one.pack === pack)?.rules.find(({ id }) => id === rule)?.reads ?? [];
  const read = (activity: Activity) => reads.some(([of, field]) => of === 'data' && field === fieldOf(activity));
  return activities
    .filter(read)
    .flatMap((activity) => (data?.[asset]?.[activity] ?? []).map((_, index) => ({ asset, activity, index })));
}

type Move = Mend & { readonly spot: Spot };

/** The nearest place for one placement at which less is broken, and nothing there; none where no place mends it. */
function moveOf(input: AuditInput, spot: Spot, trials: Trials): Move[] {
  const from = lineAt(input.declaration, spot)?.at ?? '';
  const broken = brokenIn(trials.of(spot), spot);
  const best = nearestMend(candidates(input, spot, from), broken, spot, trials);
  if (best === undefined) return [];
  const { id, site } = best.site;
  const left = new Set(brokenIn(best.found, spot).map(({ rule, at }) => `${rule} ${at}`));
  return [
    {
      spot,
      at: pointerOf(spot),
      from,
      to: id,
      mends: [...new Set(broken.filter(({ rule, at }) => !left.has(`${rule} ${at}`)).map(({ rule }) => rule))],
      alsoMeets: site === undefined ? [] : alsoMeets(spot.activity, site, originalsOf(input.declaration, spot)),
    },
  ];
}

type Tried = { readonly site: Candidate; readonly found: Audit };

/** The first place that mends and leaves nothing open there, else the first that mends; none behind it is tried. */
function nearestMend(places: readonly Candidate[], broken: readonly Broken[], spot: Spot, trials: Trials) {
  let first: Tried | undefined;
  for (const site of places) {
    const found = trials.of(spot, site.id);
    if (!mended(broken, brokenIn(found, spot), spot)) continue;
    first ??= { site, found };
    if (!isOpenAt(found, spot)) return { site, found };
  }
  return first;
}

/** Rules that are broken for one kind of data, by pointer: names and places in it may be others after a move. */
type Broken = { readonly rule: string; readonly at: string };

const brokenIn = (found: Audit, { asset }: Spot): Broken[] =>
  failuresIn(found)
    .filter(({ finding }) => parsePointer(finding.at)[1] === asset)
    .map(({ pack, finding }) => ({ rule: `${pack}/${finding.rule}`, at: finding.at }));

/** Nothing is broken at the spot itself, nothing new is, and less is than before. */
function mended(before: readonly Broken[], after: readonly Broken[], spot: Spot): boolean {
  const known = new Set(before.map(({ rule, at }) => `${rule} ${at}`));
  return (
    after.length < before.length && after.every(({ rule, at }) => at !== pointerOf(spot) && known.has(`${rule} ${at}`))
  );
}

const isOpenAt = ({ packs }: Audit, spot: Spot): boolean =>
  packs.some(({ findings }) => findings.some(({ outcome, at }) => outcome === 'unknown' && at === pointerOf(spot)));

type Candidate = { readonly id: string; readonly site: Site | undefined };

/**
 * Where a placement may go, nearest first. Who opens or receives data is no site: there it is India. A copy goes
 * where the original is not, if it can: that is what a copy is for.
 */
function candidates({ registry, policy, asOf, declaration }: AuditInput, spot: Spot, from: string): Candidate[] {
  if (spot.activity === 'access' || spot.activity === 'transfer') return [{ id: 'IN', site: undefined }];
  const near = approvedNear(registry, policy.set.scheme, asOf, 'IN', resolver(registry)(from));
  const copy = copies.includes(spot.activity) ? originalsOf(declaration, spot) : [];
  const apart = near.filter(({ id }) => !copy.includes(id));
  const same = near.filter(({ provider }) => provider === near[0]?.provider);
  const first = apart.filter((site) => same.includes(site));
  return [...first, ...near.filter((site) => !first.includes(site))].map((site) => ({ id: site.id, site }));
}

const copies: readonly Activity[] = ['backup', 'replicate', 'standby'];

const originalsOf = ({ data }: Declaration, { asset }: Spot): string[] =>
  (data?.[asset]?.store ?? []).flatMap(({ at }) => at ?? []);

const remainingIn = ({ packs }: Audit): Remaining[] =>
  packs
    .filter(({ verdict }) => verdict === 'non-compliant' || verdict === 'indeterminate')
    .flatMap(({ pack, findings }) =>
      findings
        .filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
        .map(({ outcome, rule, subject, because, remedy }) => ({ pack, outcome, rule, subject, because, remedy })),
    );
