import { openQuestions } from '../../shared/report/questions.ts';
import { questionsText } from '../../shared/report/text.ts';
import { auditFile } from './audit-file.ts';
import { painted, type Terminal } from './terminal.ts';

export type QuestionsOptions = { readonly asOf?: string; readonly json?: boolean };

/** `nivas questions`: what is still open of a file, the most decisive first. 0, whatever the verdict. */
export async function questions(file: string, { asOf, json }: QuestionsOptions, terminal: Terminal): Promise<number> {
  const { audit, name } = await auditFile(file, asOf ?? terminal.today());
  terminal.print(
    json
      ? JSON.stringify({ verdict: audit.verdict, questions: openQuestions(audit.packs) }, undefined, 2)
      : questionsText(audit, { name, ...painted(terminal) }),
  );
  return 0;
}
