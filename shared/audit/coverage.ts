import { activities } from '../declaration/activity.ts';
import { nearName } from '../declaration/near-name.ts';
import { answered } from '../declaration/normal-form.ts';
import { formatPointer } from '../declaration/pointer.ts';
import type { Declaration } from '../declaration/schema.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import type { Resolved } from '../registry/lookup.ts';
import type { Beside, Coverage, Warning } from './finding.ts';
import { neverShown } from './places.ts';

/** What no declaration, and no evidence of deployment, can show. Part of every audit. */
const never = [
  'copies that people make by hand or over an interface',
  'access by staff that is not declared',
  'what a provider does inside its own service',
];

/** What required evidence does not cover. */
const unshowable = `${[...neverShown].map((activity) => `\`${activity}\``).join(' and ')}, which no configuration shows, though evidence is required: the operator’s word`;

/** How evidence and declaration fit, in words: what is deployed and of no asset, what is declared and not deployed. */
type Shown = {
  readonly unmapped: readonly string[];
  readonly unseen: readonly string[];
  readonly required: boolean;
};

/** What this audit looked at, and what it took the operator's word for. */
export function coverage(
  declaration: Declaration,
  evidence: EvidenceMap,
  { unmapped, unseen, required }: Shown,
): Coverage {
  const assets = Object.values(declaration.data ?? {});
  const answers = assets.reduce((sum, asset) => sum + answered(asset).length, 0);
  const seen = Object.values(evidence);
  const deployed = seen.some(({ kind }) => kind === 'observed');
  return {
    assets: assets.length,
    answered: answers,
    unanswered: assets.length * activities.length - answers,
    claimedComplete: [...(declaration.complete ?? [])].toSorted(),
    evidence: seen
      .map(({ kind, sha256 }) => ({ kind, sha256 }))
      .toSorted((a, b) => (`${a.sha256}${a.kind}` < `${b.sha256}${b.kind}` ? -1 : 1)),
    cannotShow: [
      ...(deployed ? [] : ['what is really deployed: no evidence of it was given, so places are the operator’s word']),
      ...(seen.some(({ kind }) => kind === 'public-terms')
        ? ['what the public terms mean: they were searched for the quoted sentence and for names of places, no more']
        : []),
      ...unmapped.map((resource) => `which data ${resource} holds`),
      ...(deployed ? unseen : []),
      ...(required ? [unshowable] : []),
      ...never,
    ],
  };
}

/** Doubts that do not stop an audit: a category or a place that nobody can look up, with what may have been meant. */
export function warnings(declaration: Declaration, resolve: (name: string) => Resolved): Warning[] {
  return Object.entries(declaration.data ?? {}).flatMap(([id, asset]) => [
    ...unlistedCategory(id, asset.category),
    ...activities.flatMap((activity) =>
      (asset[activity] ?? []).flatMap(({ at }, index) => {
        if (at === undefined) return [];
        const { why, candidates } = resolve(at);
        return why === undefined
          ? []
          : [{ pointer: formatPointer(['data', id, activity, index]), message: why, candidates }];
      }),
    ),
  ]);
}

function unlistedCategory(id: string, category: string | undefined): Warning[] {
  if (category === undefined || taxonomy.has(category)) return [];
  const near = nearName(category, taxonomy);
  const message = `\`${category}\` is not in the taxonomy, so a rule that might mean it cannot tell`;
  return [{ pointer: formatPointer(['data', id, 'category']), message, candidates: near === undefined ? [] : [near] }];
}

/** Owners and orders, shown beside the verdict and never mixed into it (law 8). */
export function beside({ owners, orders }: Declaration): Omit<Beside, 'packs'> {
  const listed = owners === undefined || owners === 'none' ? {} : owners;
  const given = <T extends object>(entry: T) =>
    Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  return {
    owners: Object.entries(listed).map(([key, { name, country, control, percent }]) => ({
      key,
      ...given({ name, country, control, percent }),
    })),
    orders: Object.entries(orders ?? {}).map(([key, { kind, from, status }]) => ({
      key,
      kind,
      status,
      ...given({ from }),
    })),
  };
}
