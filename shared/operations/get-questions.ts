import type { Questions } from '../api/record-answers.ts';
import type { Ports } from '../ports.ts';
import { openQuestions } from '../report/questions.ts';
import { type ApplicationOf, headWithin } from './get-application.ts';
import { getAudit } from './get-audit.ts';
import { recordedAudit } from './recorded-audit.ts';

/** What the newest audit of an application leaves open. Throws `not_found`. */
export async function getQuestions(ports: Pick<Ports, 'catalogue' | 'records'>, of: ApplicationOf): Promise<Questions> {
  const { tenant, current } = await headWithin(ports, of);
  const { application } = of;
  if (current === undefined) return { application, audit: null, verdict: null, questions: [] };
  const audit = recordedAudit(await getAudit(ports, { reader: { tenant }, id: current.audit }));
  const questions = openQuestions(audit.packs).map(({ about, at, packs, words, reasons, ...question }) => ({
    ...question,
    about: about.map(({ name, what }) => ({ name, what })),
    at: [...at],
    packs: [...packs],
    words: [...words],
    reasons: [...reasons],
  }));
  return { application, audit: current.audit, verdict: current.verdict, questions };
}
