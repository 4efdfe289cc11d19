import type { Pack, Rule } from '../../shared/policy/pack.ts';
import type { Letter } from '../conformance/case-file.ts';
import type { Collected } from '../conformance/collect.ts';
import { outcomesOf } from './outcomes.ts';
import { problem, type Remark } from './remark.ts';

/** What a rule can say: silent law is never failed, and law that nobody has read is never passed either. */
export function lettersOf(pack: Pack, rule: Rule): Letter[] {
  const { passes, fails } = outcomesOf(pack, rule);
  return [...(passes ? (['C'] as const) : []), ...(fails ? (['N'] as const) : []), 'I'];
}

const meant: Readonly<Record<Letter, string>> = { C: 'passes', N: 'fails', I: 'is unknown', X: 'does not apply' };

/** Rules without a case that shows what they can say. That a case tells the truth is found by running it. */
export function untried(pack: Pack, cases: readonly Collected[]): Remark[] {
  const seen = new Set(
    cases.flatMap((one) =>
      'fault' in one || !one.circumstances.pack.includes(pack.pack)
        ? []
        : (one.written.by ?? []).map((rule) => `${rule} ${one.written.expect}`),
    ),
  );
  return pack.rules.flatMap((rule, index) =>
    lettersOf(pack, rule)
      .filter((letter) => !seen.has(`${rule.id} ${letter}`))
      .map((letter) =>
        problem(
          `/rules/${index}`,
          `no case shows that it ${meant[letter]}; write one with \`expect: ${letter}\` and \`by: ${rule.id}\``,
        ),
      ),
  );
}
