import { auditText } from '../audit/audit-text.ts';
import type { Audit } from '../audit/finding.ts';
import type { Format } from '../declaration/source.ts';
import type { Ports } from '../ports.ts';
import { answerText } from './answer-text.ts';
import { todayInIndia } from './today.ts';

export type Check = { readonly text: string; readonly format: Format; readonly asOf?: string | undefined };

/** Audits a declaration by the law of a date, today if none is given, and records nothing. Gives the audit as JSON. */
export async function checkDeclaration(
  { catalogue, now }: Pick<Ports, 'catalogue' | 'now'>,
  { text, format, asOf = todayInIndia(now()) }: Check,
): Promise<string> {
  const made: Audit = auditText(text, format, await catalogue.current(), asOf).audit;
  return answerText(made);
}
