import type { Finding, PackResult } from '../audit/finding.ts';
import type { Verdict } from '../audit/outcome.ts';
import type { Seen } from '../audit/seen.ts';
import type { Position } from '../declaration/source.ts';
import type { Waiving } from '../waiver/waiving.ts';
import { byRemedy, byRule, type RuleGroup, unsettledByRule } from './groups.ts';
import { waivedText } from './leniency.ts';
import type { Paint, Paragraph, Style } from './lines.ts';
import { type FilePlace, placed } from './reported.ts';
import { counted, kindOf, known, sign } from './words.ts';

export type TextOptions = {
  /** Name of the application, which an audit that was not recorded does not hold. */
  readonly name?: string;
  /** The file that was audited, for `file:line:column`. */
  readonly file?: string;
  /** Where a JSON pointer stands in that file. */
  readonly locate?: (pointer: string) => Position | undefined;
  /** Where `file#pointer` of what is deployed stands. */
  readonly placeOfSeen?: (at: string) => FilePlace;
  /** Which failures somebody answers for. */
  readonly waiving?: Waiving;
  /** Left out: no colour. */
  readonly colour?: Paint;
};

export const blank: Paragraph = { text: '' };
export const styleOf: Readonly<Record<Verdict, Style>> = {
  compliant: 'green',
  'non-compliant': 'red',
  indeterminate: 'yellow',
  'not-applicable': 'dim',
};

/** One pack: its verdict and why, what fails and where, what nothing settles, and how much passes or waits. */
export function packParagraphs(pack: PackResult, options: TextOptions): Paragraph[] {
  const { title, pack: id, version, kind, verdict, why, findings } = pack;
  const passes = findings.filter(({ outcome }) => outcome === 'pass').length;
  const waiting = findings.filter(({ missing }) => missing.length > 0).length;
  const counts = [
    ...(passes > 0 ? [`${counted(passes, 'pass', 'passes')}`] : []),
    ...(waiting > 0
      ? [
          `${waiting} waiting for an answer${verdict === 'non-compliant' ? ', which could not change that this fails' : ''}`,
        ]
      : []),
  ];
  return [
    blank,
    { text: `${title}: ${verdict}`, lead: `${sign[verdict]} `, style: styleOf[verdict] },
    {
      text: `${[id, version].filter((word) => word !== null).join(' ')}, ${kindOf[kind]}; ${why}`,
      indent: 2,
      style: 'dim',
    },
    ...byRule(pack, 'fail').flatMap((group) => ruleParagraphs('✗', group, options)),
    ...unsettledByRule(pack).flatMap((group) => ruleParagraphs('?', group, options)),
    ...(counts.length === 0 ? [] : [blank, { text: counts.join(', '), indent: 2 }]),
  ];
}

/** What a rule says is said once, and so is a remedy. */
function ruleParagraphs(
  mark: '✗' | '?',
  { rule, claim, clause, findings }: RuleGroup,
  options: TextOptions,
): Paragraph[] {
  return [
    blank,
    { text: claim, indent: 2, lead: `${mark} ${rule}: `, style: 'bold' },
    { text: clause, indent: 4, style: 'dim' },
    ...byRemedy(findings).flatMap(([remedy, group]) => [
      ...inFileOrder(group, options).flatMap((finding) => findingParagraphs(finding, options)),
      ...(remedy === undefined ? [] : [{ text: remedy, indent: 4, lead: '→ ' }]),
    ]),
  ];
}

function inFileOrder(findings: readonly Finding[], { locate }: TextOptions): Finding[] {
  const line = ({ at }: Finding) => locate?.(at)?.line ?? 0;
  return findings.toSorted((a, b) => line(a) - line(b));
}

function findingParagraphs(finding: Finding, options: TextOptions): Paragraph[] {
  const { at, basis, because, seen = [] } = finding;
  const waiver = options.waiving?.of(finding);
  return [
    { text: `${place(at, options)} (${known[basis]})`, indent: 4, whole: true },
    ...seen.map((one) => ({ text: deployedAt(one, options), indent: 4, whole: true })),
    { text: because, indent: 6 },
    ...(waiver === undefined ? [] : [{ text: waivedText(waiver), indent: 6, style: 'yellow' as const }]),
  ];
}

/** `template.yaml:33:9 (`Index`)`: drift has two ends, and either may be mended. */
function deployedAt({ resource, at }: Seen, { placeOfSeen = (file) => ({ file }) }: TextOptions): string {
  return at === undefined ? `\`${resource}\`` : `${placed(placeOfSeen(at))} (\`${resource}\`)`;
}

/** `residency.yaml:14:5`, else the pointer. */
export function place(pointer: string, { file, locate }: TextOptions): string {
  const position = locate?.(pointer);
  if (file === undefined) return pointer === '' ? 'the declaration' : pointer;
  return position === undefined ? `${file}: ${pointer}` : `${file}:${position.line}:${position.column}`;
}
