import { openQuestions } from '../../shared/report/questions.ts';
import { questionsText } from '../../shared/report/text.ts';
import { auditDeployed, type EvidenceOptions } from './audit-deployed.ts';
import { foundText } from './found-evidence.ts';
import { painted, type Terminal } from './terminal.ts';

export type QuestionsOptions = { readonly asOf?: string; readonly json?: boolean } & EvidenceOptions;

/** `nivas questions`: what is still open of a file, the most decisive first. 0, whatever the verdict. */
export async function questions(file: string, options: QuestionsOptions, terminal: Terminal): Promise<number> {
  const { audit, name, found } = await auditDeployed(file, options.asOf ?? terminal.today(), options);
  if (found.length > 0) terminal.complain(`nivas: ${foundText(found)}`);
  terminal.print(
    options.json
      ? JSON.stringify({ verdict: audit.verdict, questions: openQuestions(audit.packs) }, undefined, 2)
      : questionsText(audit, { name, ...painted(terminal) }),
  );
  return 0;
}
