import type { Finding, PackResult } from '../audit/finding.ts';
import type { Verdict } from '../audit/outcome.ts';
import type { QuestionGroup } from './questions.ts';

/** What a verdict means, to somebody who reads only this. */
export const meaning: Readonly<Record<Verdict, string>> = {
  compliant: 'As declared, every rule that applies is kept.',
  'non-compliant': 'At least one rule that applies is broken.',
  indeterminate: 'Nobody can tell yet: an answer is missing, or the rules leave the matter open.',
  'not-applicable': 'No rule that this audit knows applies.',
};

/** A verdict as a heading. */
export const spelt: Readonly<Record<Verdict, string>> = {
  compliant: 'Compliant',
  'non-compliant': 'Non-compliant',
  indeterminate: 'Indeterminate',
  'not-applicable': 'Not applicable',
};

/** A sign beside the word, so that nothing depends on colour. */
export const sign: Readonly<Record<Verdict, string>> = {
  compliant: '✓',
  'non-compliant': '✗',
  indeterminate: '?',
  'not-applicable': '–',
};

/** What kind of rules a pack holds. */
export const kindOf: Readonly<Record<PackResult['kind'], string>> = {
  law: 'law',
  policy: 'policy, not law',
  advisory: 'advice, not part of the verdict',
  beside: 'another subject, not part of the verdict',
};

/** How the answer is known. */
export const known: Readonly<Record<Finding['basis'], string>> = {
  declared: 'as declared',
  attested: 'attested by a document',
  observed: 'as observed',
};

/** What a group of questions is about. */
export const groupTitle: Readonly<Record<QuestionGroup, string>> = {
  roles: 'Who the operator is, which decides what law applies',
  categories: 'Which data there is',
  activities: 'Where it is',
  facts: 'What else the rules ask',
};

export const openTitle = 'Open whether it applies';
export const elsewhereTitle = 'Does not apply';
export const besideTitle = 'Shown beside the verdict, not part of it';
export const notAdvice = 'This is not legal advice. It says what the named rules say of what was declared.';

/** `1 asset`, `2 assets`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export { coded } from '../policy/wording/phrase.ts';

export const listed = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

/** An owner, in one line: name, country, share, control. */
export function ownerLine(owner: {
  readonly key: string;
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly control?: boolean | undefined;
  readonly percent?: number | undefined;
}): string {
  const { key, name = key, country = 'country not said', control, percent } = owner;
  const share = percent === undefined ? [] : [`${percent} %`];
  const power = control === undefined ? [] : [control ? 'in control' : 'not in control'];
  return [`Owner: ${name}`, country, ...share, ...power].join(', ');
}

/** An order, in one line. */
export const orderLine = (order: { key: string; kind: string; from?: string | undefined; status: string }): string =>
  [
    `${order.kind === 'blocking' ? 'Blocking' : order.kind} order ${order.key}`,
    ...(order.from ? [`from ${order.from}`] : []),
    order.status,
  ].join(', ');
