import { readText } from '../audit/audit-text.ts';
import type { Ports } from '../ports.ts';
import { remedies } from '../remedy/remedies.ts';
import { answerText } from './answer-text.ts';
import type { Check } from './check-declaration.ts';
import { todayInIndia } from './today.ts';

/** Where what breaks a rule could go, and what an audit says then; records nothing. Gives the remedies as JSON. */
export async function planRemedies(
  { catalogue, now }: Pick<Ports, 'catalogue' | 'now'>,
  { text, format, asOf = todayInIndia(now()) }: Check,
): Promise<string> {
  const rulebook = await catalogue.current();
  const { source, ...reading } = readText(text, format, rulebook);
  return answerText({ asOf, ...remedies({ ...reading, ...rulebook, asOf }, source.raw) });
}
