import { type Change, rewritten } from '../../shared/declaration/rewrite.ts';
import { NivasError } from '../../shared/error.ts';
import { type Remedies, remedies as remediesOf } from '../../shared/remedy/remedies.ts';
import { exitOf } from '../../shared/report/exit-status.ts';
import { lineDifference } from '../../shared/report/line-difference.ts';
import { visible } from '../../shared/report/lines.ts';
import { remediesText } from '../../shared/report/remedies.ts';
import { readDeclaration } from './audit-file.ts';
import { overlookedText } from './found-evidence.ts';
import { painted, type Terminal } from './terminal.ts';
import { writeText } from './write-text.ts';

export type FixOptions = { readonly asOf?: string; readonly dryRun?: boolean };

/**
 * `nivas fix`: writes into the file where what breaks a rule would have to go, and shows what it changed. Its author's
 * comments and spaces stay. It changes what is declared, and moves nothing that is deployed. Its exit status is that of
 * the audit afterwards.
 */
export async function fix(file: string, options: FixOptions, terminal: Terminal): Promise<number> {
  const { asOf = terminal.today(), dryRun = false } = options;
  const { input, source, text, format, name } = await readDeclaration(file, asOf);
  const found = remediesOf(input, source.raw);
  const after = rewritten(text, format, changesOf(found));
  const shown = lineDifference(file, text, after);
  if (shown !== '') terminal.print(`${shown.split('\n').map(visibleLine).join('\n')}\n`);
  if (after !== text && !dryRun) await writeText(file, after);
  terminal.print(remediesText(found, { name, asOf, ...painted(terminal) }));
  const what = dryRun ? 'nothing was written (--dry-run)' : `${file} was changed: move what is deployed, too`;
  if (after !== text) terminal.complain(`nivas: ${what}`);
  const overlooked = await overlookedText(file);
  if (overlooked !== undefined) terminal.complain(overlooked);
  return exitOf[found.verdict];
}

/** A line as it stands, but for characters that would act on the terminal; spaces at its beginning count. */
const visibleLine = (line: string): string =>
  line.replace(/\S.*/u, (words) =>
    words
      .split(/( +)/)
      .map((part) => (part.trim() === '' ? part : visible(part)))
      .join(''),
  );

/** Each place that the patch replaces, with the place that it tests for. */
function changesOf({ patch }: Remedies): Change[] {
  return patch.flatMap(({ op, path, value }) => {
    if (op === 'test') return [];
    const tested = patch.find((step) => step.op === 'test' && step.path === path);
    if (tested === undefined) throw new NivasError('internal', `the patch replaces \`${path}\` untested`);
    return [{ pointer: path, was: tested.value, is: value }];
  });
}
