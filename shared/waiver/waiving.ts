import type { Audit, Finding, PackResult } from '../audit/finding.ts';
import { mostSeen, type Seen } from '../audit/seen.ts';
import type { Waiver } from './waiver.ts';

/** What waivers do to an audit: nothing to its verdict and its digest. */
export type Waiving = {
  /** Who answers for a failure. */
  readonly of: (finding: Finding) => Waiver | undefined;
  /** Waivers that waive nothing, and why: a failure that is gone, or is not the one that was waived. */
  readonly idle: readonly IdleWaiver[];
};
export type IdleWaiver = { readonly waiver: Waiver; readonly why: string };

export const nothingWaived: Waiving = { of: () => undefined, idle: [] };

/** Holds waivers against an audit. One waives the failure that it names, and no other. */
export function waiving({ asOf, packs }: Pick<Audit, 'asOf' | 'packs'>, waivers: readonly Waiver[]): Waiving {
  const waived = new Map<Finding, Waiver>();
  const idle: IdleWaiver[] = [];
  for (const waiver of waivers) {
    const found = failureOf(waiver, packs);
    const why = outOfTime(waiver, asOf) ?? (typeof found === 'string' ? found : undefined);
    if (why !== undefined) idle.push({ waiver, why });
    else if (typeof found === 'object') waived.set(found, waiver);
  }
  return { of: (finding) => waived.get(finding), idle };
}

function outOfTime({ from, until }: Waiver, asOf: string): string | undefined {
  if (asOf < from) return `it begins on ${from}`;
  // the last day is part of it
  return asOf > until ? `it ended on ${until}` : undefined;
}

const fileOf = ({ at = '' }: Seen): string => at.split('#', 1)[0] ?? at;

/** The failure that a waiver is for, or why there is none. */
function failureOf({ rule, version, subject, resources }: Waiver, packs: readonly PackResult[]): Finding | string {
  const pack = packs.find((one) => rule.startsWith(`${one.pack}/`));
  if (pack === undefined) return 'there is no such pack in this audit';
  const finding = pack.findings.find(
    (one) => one.outcome === 'fail' && `${pack.pack}/${one.rule}` === rule && one.subject === subject,
  );
  if (finding === undefined) return 'nothing like it fails';
  if (pack.version !== version) return `the rules are of version \`${pack.version}\``;
  const { seen = [] } = finding;
  const strays = seen.filter(({ resource }) => !resources.includes(resource));
  if (strays.length > 0)
    return `it does not name ${strays.map(({ resource }) => `\`${resource}\``).join(', ')}, which shows it too`;
  const byName = Map.groupBy(seen, ({ resource }) => resource);
  const [twice] = [...byName].find(([, all]) => new Set(all.map(fileOf)).size > 1) ?? [];
  if (twice !== undefined) return `\`${twice}\` stands in several files, and it does not tell which`;
  if (seen.length >= mostSeen) return `${mostSeen} resources or more show it, and nobody can answer for all of them`;
  return finding;
}
