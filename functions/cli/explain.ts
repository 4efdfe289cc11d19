import { releaseRulebook } from '../../shared/policy/release.ts';
import { explained } from '../../shared/report/explanation.ts';
import { explanationText } from '../../shared/report/text-explanation.ts';
import { painted, type Terminal } from './terminal.ts';

export type ExplainOptions = { readonly json?: boolean };

/** `nivas explain`: what a rule says, by which clause, how to satisfy it, and what it asks. */
export async function explain(rule: string, { json }: ExplainOptions, terminal: Terminal): Promise<number> {
  const found = explained(rule, releaseRulebook());
  terminal.print(json ? JSON.stringify(found, undefined, 2) : explanationText(found, painted(terminal).colour));
  return 0;
}
