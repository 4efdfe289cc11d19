import { auditText } from '../audit/audit-text.ts';
import type { Ports } from '../ports.ts';
import { openQuestions } from '../report/questions.ts';
import { answerText } from './answer-text.ts';
import type { Check } from './check-declaration.ts';
import { todayInIndia } from './today.ts';

/** What a declaration leaves open on a date, today if none is given; records nothing. Gives the questions as JSON. */
export async function askQuestions(
  { catalogue, now }: Pick<Ports, 'catalogue' | 'now'>,
  { text, format, asOf = todayInIndia(now()) }: Check,
): Promise<string> {
  const { verdict, packs } = auditText(text, format, await catalogue.current(), asOf).audit;
  return answerText({ asOf, verdict, questions: openQuestions(packs) });
}
