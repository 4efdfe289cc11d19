import { unknownAllowed } from './exit-status.ts';
import { visible } from './lines.ts';
import {
  type Entry,
  entriesOf,
  inFileOrder,
  placed,
  placeOfFinding,
  type Reported,
  ruleIdOf,
  seenLines,
} from './reported.ts';
import { meaning } from './words.ts';

/**
 * An audit as workflow commands of GitHub Actions: an annotation for each line of the declaration or template that breaks a rule,
 * then for each of which nobody can tell, then the verdict. GitHub shows ten of a kind for a step, so what is about one
 * line is one annotation, and failures come first.
 */
export function githubAnnotations(reported: Reported): string {
  const { audit, name, allowUnknown } = reported;
  const entries = entriesOf(audit).filter(({ decides }) => decides);
  const of = (outcome: string) => entries.filter(({ finding }) => finding.outcome === outcome);
  const title = `Nivas: ${audit.verdict}`;
  const end = [
    `${name}, as of ${audit.asOf}: ${meaning[audit.verdict]}`,
    audit.digest,
    ...(allowUnknown ? [unknownAllowed] : []),
  ];
  return [
    ...annotations('error', of('fail'), reported),
    ...annotations(allowUnknown ? 'notice' : 'warning', of('unknown'), reported),
    command('notice', { title }, end),
  ].join('\n');
}

type Level = 'error' | 'warning' | 'notice';

function annotations(level: Level, entries: readonly Entry[], reported: Reported): string[] {
  const placeOf = ({ finding }: Entry) => placeOfFinding(finding, reported);
  const byPlace = Map.groupBy(inFileOrder(entries, placeOf), (entry) => placed(placeOf(entry)));
  return [...byPlace.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { file, line, column } = placeOf(first);
    const rules = [...new Set(group.map(ruleIdOf))];
    const lines = [...new Set(group.map((entry) => `${ruleIdOf(entry)}: ${entry.finding.because}`))];
    const seen = [...new Set(group.flatMap(({ finding }) => seenLines(finding, reported)))];
    const remedies = [...new Set(group.flatMap(({ finding }) => finding.remedy ?? []))];
    const title = `Nivas: ${rules.length > 3 ? `${rules.length} rules` : rules.join(', ')}`;
    return [command(level, { file, line, col: column, title }, [...lines, ...seen, ...remedies])];
  });
}

/** `::error file=…,line=…,col=…,title=…::…`, one line, whatever it is about. */
function command(
  level: Level,
  properties: Readonly<Record<string, string | number | undefined>>,
  lines: readonly string[],
): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(visible(String(value)))}`],
  );
  return `::${level} ${given.join(',')}::${data(lines.map(visible).join('\n'))}`;
}

/** As the toolkit of GitHub Actions escapes it: a line break would begin another command. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
