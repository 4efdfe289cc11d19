import { type AuditInput, audit } from '../audit/audit.ts';
import type { Audit } from '../audit/finding.ts';
import { activities } from '../declaration/activity.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { moved, type Spot } from './patch.ts';

/** Audits of one kind of data each: a move is tried on it alone, and all moves together at the end. */
export type Trials = {
  /** The audit of a spot's data as it is, or with another place at the spot. */
  readonly of: (spot: Spot, to?: string) => Audit;
  /** How many placements were judged so far: what all trials cost. */
  readonly judged: () => number;
};

export function makeTrials(input: AuditInput): Trials {
  let judged = 0;
  const of = (spot: Spot, to?: string): Audit => {
    const alone = onlyAsset(input, spot.asset);
    judged += sizeOf(alone);
    return audit(to === undefined ? alone : { ...alone, declaration: moved(alone.declaration, spot, to) });
  };
  return { of, judged: () => judged };
}

/** Public terms say nothing of one kind of data, and may be long: they are not searched for every place that is tried. */
function onlyAsset(input: AuditInput, asset: string): AuditInput {
  const only = input.declaration.data?.[asset];
  const evidence = Object.entries(input.evidence).flatMap(([key, item]) =>
    item.kind === 'observed' ? [[key, { ...item, placements: seenOf(item.placements, asset) }] as const] : [],
  );
  return {
    ...input,
    declaration: { ...input.declaration, data: only === undefined ? {} : { [asset]: only } },
    evidence: Object.fromEntries(evidence),
  };
}

type Observed = Extract<EvidenceMap[string], { readonly kind: 'observed' }>['placements'];

/** What was seen of one kind of data: many resources at one place are one. */
const seenOf = (placements: Observed, asset: string): Observed => [
  ...new Map(
    placements.filter((one) => one.asset === asset).map((one) => [`${one.activity} ${one.place}`, one]),
  ).values(),
];

function sizeOf({ declaration: { data = {} }, evidence }: AuditInput): number {
  const declared = Object.values(data).flatMap((asset) => activities.flatMap((activity) => asset[activity] ?? []));
  const seen = Object.values(evidence).flatMap((item) => (item.kind === 'observed' ? item.placements : []));
  return 1 + declared.length + seen.length;
}
