import type { Explanation } from './explanation.ts';
import { markdownText } from './markdown-text.ts';
import { type Entry, type Reported, ruleIdOf } from './reported.ts';
import { explanationLines } from './text-explanation.ts';

/** A rule as SARIF describes it; the engine's own questions are explained by what they say of themselves. */
export function sarifRule(entry: Entry, { explain }: Pick<Reported, 'explain'>) {
  const { pack, finding, decides } = entry;
  const explanation = explain(pack.pack, finding.rule);
  const { claim, clause } = finding;
  return {
    id: ruleIdOf(entry),
    name: finding.rule.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: shortened(claim) },
    fullDescription: { text: shortened(`${claim} ${pack.title}: ${clause}`) },
    help: explanation === undefined ? { text: `${claim} ${clause}` } : helpOf(explanation),
    defaultConfiguration: { level: decides ? 'error' : 'note' },
    properties: { tags: ['data-residency', pack.kind, pack.pack], kind: pack.kind },
  };
}

function helpOf(explanation: Explanation) {
  const [head = '', ...lines] = explanationLines(explanation);
  return {
    text: [head, ...lines].join('\n'),
    markdown: [`**${markdownText(head)}**`, ...lines.map((line) => `- ${markdownText(line)}`)].join('\n'),
  };
}

/** As much as GitHub takes of a description. */
const shortened = (text: string): string => (text.length <= 1000 ? text : `${text.slice(0, 999).toWellFormed()}…`);
