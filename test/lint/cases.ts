import type { Pack, Rule } from '../../shared/policy/pack.ts';
import { chosen } from '../../shared/policy/wording/phrase.ts';
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
  const own = cases.flatMap((one) => ('fault' in one || !one.circumstances.pack.includes(pack.pack) ? [] : [one]));
  if (own.length === 0)
    return [problem('/pack', `no case judges it; write \`${pack.pack}.cases.yaml\` beside it, as docs/cases.md says`)];
  const seen = new Set(own.flatMap(({ written }) => (written.by ?? []).map((rule) => `${rule} ${written.expect}`)));
  return pack.rules.flatMap((rule, index) => {
    const missing = lettersOf(pack, rule).filter((letter) => !seen.has(`${rule.id} ${letter}`));
    if (missing.length === 0) return [];
    const says = chosen(missing.map((letter) => `that it ${meant[letter]}`));
    const wanted = chosen(
      missing.map((letter) => `\`expect: ${letter}\``),
      'and',
    );
    return [problem(`/rules/${index}`, `no case shows ${says}; write cases with ${wanted}, \`by: ${rule.id}\``)];
  });
}
