import { remedies as remediesOf } from '../../shared/remedy/remedies.ts';
import { exitOf } from '../../shared/report/exit-status.ts';
import { remediesText } from '../../shared/report/remedies.ts';
import { readDeclaration } from './audit-file.ts';
import { overlookedText } from './found-evidence.ts';
import { painted, type Terminal } from './terminal.ts';

export type RemediesOptions = { readonly asOf?: string; readonly json?: boolean; readonly patch?: boolean };

/**
 * `nivas remedies`: where each placement that breaks a rule could go, and what the audit says once all have gone. Its
 * exit status is that of the audit after the moves.
 */
export async function remedies(file: string, options: RemediesOptions, terminal: Terminal): Promise<number> {
  const { asOf = terminal.today(), json, patch } = options;
  const { input, source, name } = await readDeclaration(file, asOf);
  const found = remediesOf(input, source.raw);
  if (patch) terminal.print(JSON.stringify(found.patch, undefined, 2));
  else if (json) terminal.print(JSON.stringify(found, undefined, 2));
  else terminal.print(remediesText(found, { name, asOf, ...painted(terminal) }));
  const overlooked = await overlookedText(file);
  if (overlooked !== undefined) terminal.complain(overlooked);
  return exitOf[found.verdict];
}
