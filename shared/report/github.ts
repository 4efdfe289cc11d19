import { deployedSaid, unreadSaid } from './deployed.ts';
import { leniency, waivedText } from './leniency.ts';
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
 * (a warning where that is waived), then for each of which nobody can tell, then the verdict. GitHub shows ten of a kind for a step, so what is about one
 * line is one annotation, and failures come first.
 */
export function githubAnnotations(reported: Reported): string {
  const { audit, name, allowUnknown, waiving, lookedAt } = reported;
  const entries = entriesOf(audit).filter(({ decides }) => decides);
  const of = (outcome: string) => entries.filter(({ finding }) => finding.outcome === outcome);
  const failures = Map.groupBy(of('fail'), ({ finding }) => waiving.of(finding) !== undefined);
  const title = `Nivas: ${audit.verdict}`;
  const end = [
    `${name}, as of ${audit.asOf}: ${meaning[audit.verdict]}`,
    audit.digest,
    ...leniency(reported),
    ...deployedSaid(lookedAt),
  ];
  return [
    ...annotations('error', failures.get(false) ?? [], reported),
    ...annotations('warning', failures.get(true) ?? [], reported),
    ...annotations(allowUnknown ? 'notice' : 'warning', of('unknown'), reported),
    ...unreadSaid(lookedAt).map(({ place: { file, line, column }, said }) =>
      command('warning', { file, line, col: column, title: 'Nivas: not read' }, [said]),
    ),
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
    const waivers = group.flatMap(({ finding }) => reported.waiving.of(finding) ?? []).map(waivedText);
    const remedies = [...new Set(group.flatMap(({ finding }) => finding.remedy ?? []))];
    const title = `Nivas: ${rules.length > 3 ? `${rules.length} rules` : rules.join(', ')}`;
    return [command(level, { file, line, col: column, title }, [...lines, ...new Set(waivers), ...seen, ...remedies])];
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
