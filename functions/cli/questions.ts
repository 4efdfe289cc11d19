import { openQuestions } from '../../shared/report/questions.ts';
import { questionsText } from '../../shared/report/text.ts';
import { auditDeployed, type EvidenceOptions } from './audit-deployed.ts';
import { painted, type Terminal } from './terminal.ts';

export type QuestionsOptions = { readonly asOf?: string; readonly json?: boolean } & EvidenceOptions;

/** `nivas questions`: what is still open of a file, the most decisive first. 0, whatever the verdict. */
export async function questions(file: string, options: QuestionsOptions, terminal: Terminal): Promise<number> {
  const { audit, name } = await auditDeployed(file, options.asOf ?? terminal.today(), options);
  terminal.print(
    options.json
      ? JSON.stringify({ verdict: audit.verdict, questions: openQuestions(audit.packs) }, undefined, 2)
      : questionsText(audit, { name, ...painted(terminal) }),
  );
  return 0;
}
