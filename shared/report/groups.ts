import type { Finding, PackResult } from '../audit/finding.ts';
import { verdicts } from '../audit/outcome.ts';

/** Packs by how far they reach: those that judged, the strictest first; those that may apply; those that do not. */
export function byReach(packs: readonly PackResult[]) {
  const elsewhere = packs.filter(({ verdict }) => verdict === 'not-applicable');
  const open = packs.filter(({ reach }) => mayApply.has(reach));
  const judged = packs
    .filter((pack) => !elsewhere.includes(pack) && !open.includes(pack))
    .toSorted((a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict));
  return { judged, open, elsewhere };
}

const mayApply: ReadonlySet<PackResult['reach']> = new Set(['claimed', 'suspected', 'open']);

/** Findings of one rule, in their order. */
export type RuleGroup = {
  readonly rule: string;
  readonly claim: string;
  readonly clause: string;
  readonly findings: readonly Finding[];
};

/** Findings with one outcome, by rule: claim and clause are said once. The rule with the most comes first. */
export function byRule({ findings }: PackResult, outcome: Finding['outcome']): RuleGroup[] {
  return ruleGroups(findings.filter((finding) => finding.outcome === outcome));
}

function ruleGroups(findings: readonly Finding[]): RuleGroup[] {
  return [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([rule, group]) => ({
      rule,
      claim: group[0]?.claim ?? '',
      clause: group[0]?.clause ?? '',
      findings: group,
    }))
    .toSorted((a, b) => b.findings.length - a.findings.length);
}

/** Findings that have the same remedy, so that it is said once. */
export const byRemedy = (findings: readonly Finding[]): [string | undefined, Finding[]][] => [
  ...Map.groupBy(findings, ({ remedy }) => remedy),
];

/** Unknown, and no answer of the operator would change that: the rules themselves leave it open. */
export const unsettled = ({ findings }: PackResult): Finding[] =>
  findings.filter(({ outcome, missing }) => outcome === 'unknown' && missing.length === 0);

/** The same, by rule. */
export const unsettledByRule = (pack: PackResult): RuleGroup[] => ruleGroups(unsettled(pack));

/** A thing that findings are about, and what of it: `videos`: `store, log at yotta/nm1`. */
export type About = { readonly name: string; readonly what: string };

/** Whom findings are about, each once, with activities gathered by place. */
export function aboutOf(findings: readonly Finding[]): About[] {
  const parsed = findings.map(({ subject, place }) => ({ ...subjectOf(subject), place }));
  return [...Map.groupBy(parsed, ({ name }) => name)].map(([name, group]) => ({ name, what: whereabouts(group) }));
}

function whereabouts(
  group: readonly { readonly activity?: string | undefined; readonly place?: string | undefined }[],
): string {
  return [...Map.groupBy(group, ({ place }) => place)]
    .map(([place, there]) => {
      const activities = [...new Set(there.flatMap(({ activity }) => activity ?? []))].join(', ');
      return place === undefined ? activities : `${activities} at ${place}`;
    })
    .filter((words) => words !== '')
    .join('; ');
}

/** Words for subjects that are no data. */
const names: Readonly<Record<string, string>> = {
  '/terms': 'the public terms',
  '/facts': 'the application',
  '/roles': 'the operator and the application',
  '/data': 'the declaration as a whole',
  '/owners': 'the owners',
  '/documents': 'the documents',
};

/** A subject key (`/data/videos/store@yotta/nm1`) in words; the place after `@` is somebody's text and is left out. */
function subjectOf(subject: string): { readonly name: string; readonly activity?: string | undefined } {
  const known = Object.hasOwn(names, subject) ? names[subject] : undefined;
  if (known !== undefined) return { name: known };
  const [, kind, key = '', activity] = subject.split('@', 1)[0]?.split('/') ?? [];
  if (kind === 'data') return { name: `\`${key}\``, activity };
  if (kind === 'documents') return { name: `document \`${key}\`` };
  if (kind === 'owners') return { name: `owner ${ownerOf(subject)}` };
  return { name: `\`${subject}\`` };
}

/** `/owners/fund/owners/investor`, innermost first. */
const ownerOf = (subject: string): string =>
  subject
    .split('/owners/')
    .slice(1)
    .toReversed()
    .map((key) => `\`${key}\``)
    .join(' of ');
