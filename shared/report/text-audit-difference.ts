import type { AuditDifference, Turned } from './audit-difference.ts';
import { type Paint, type Paragraph, printed } from './lines.ts';
import { blank, styleOf } from './text-pack.ts';
import { sign } from './words.ts';

/** What changed from one audit to another, for a terminal: the verdict, what is broken, open or mended, and places. */
export function auditDifferenceText(names: readonly [string, string], found: AuditDifference, colour?: Paint): string {
  const { verdict, packs, findings, placements, judgedBy, worse } = found;
  const is = verdict.is ?? 'indeterminate';
  const now = (wanted: string) => findings.filter((one) => one.is === wanted);
  const gone = findings.filter((one) => one.is !== 'fail' && one.is !== 'unknown');
  const same = packs.length + findings.length + placements.went.length + placements.came.length === 0;
  return printed(
    [
      { text: `${names[0]} → ${names[1]}` },
      { text: turn(verdict), lead: `${sign[is]} `, style: styleOf[is] },
      {
        text: worse ? 'It is worse.' : same ? 'Nothing changed that the rules look at.' : 'It is not worse.',
        indent: 2,
      },
      ...list(
        'Judged by another',
        judgedBy.map((one) => ({ text: `${one.what}: ${turn(one)}` })),
      ),
      ...list(
        'Packs',
        packs.map((one) => ({ text: `${one.pack}: ${turn(one)}` })),
      ),
      ...list(
        'Broken now',
        now('fail').map((one) => finding(one, '✗ ')),
      ),
      ...list(
        'Open now',
        now('unknown').map((one) => finding(one, '? ')),
      ),
      ...list(
        'No longer broken or open',
        gone.map((one) => finding(one, '✓ ')),
      ),
      ...list('Placements', [
        ...placements.went.map((text) => ({ text, lead: '- ' })),
        ...placements.came.map((text) => ({ text, lead: '+ ' })),
      ]),
    ],
    colour,
  );
}

const list = (title: string, lines: readonly Paragraph[]): Paragraph[] =>
  lines.length === 0 ? [] : [blank, { text: title, style: 'bold' }, ...lines.map((line) => ({ indent: 2, ...line }))];

function finding(one: AuditDifference['findings'][number], lead: string): Paragraph {
  const { pack, rule, subject, because, was } = one;
  return { text: `${pack}/${rule} ${subject}: ${because}${was === null ? '' : ` (was ${was})`}`, lead };
}

const turn = ({ was, is }: Turned<string>): string =>
  was === is ? `${is}, as before` : `${was ?? '(none)'} → ${is ?? '(none)'}`;
