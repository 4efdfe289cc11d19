import { limits } from '../../../shared/declaration/limits.ts';
import { nearName } from '../../../shared/declaration/near-name.ts';
import { parseSource } from '../../../shared/declaration/source.ts';
import { NivasError } from '../../../shared/error.ts';
import { printed } from '../../../shared/report/lines.ts';
import { readText } from '../read-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Ask } from './asks.ts';
import { isFields } from './draft.ts';
import { type Answer, typedAnswer, wrong } from './words.ts';

/** Whoever answers. `undefined`: nothing more will come. An answer without words leaves the question open. */
export type Answerer = {
  readonly answer: (ask: Ask) => Promise<Answer | undefined>;
  /** An answer was refused, and why. Throws where it cannot be given again. */
  readonly refuse: (ask: Ask, why: NivasError) => void;
  /** What nobody asked for, as sentences. */
  readonly unused: () => readonly string[];
};

export function personAnswering(
  ask: (question: string) => Promise<string | undefined>,
  { complain }: Terminal,
): Answerer {
  return {
    answer: async ({ ask: question, hint }) => {
      const said = printed([{ text: question }, { text: `(${hint}; empty: leave it open)`, indent: 2 }]);
      const line = await ask(`\n${said}\n> `);
      return line === undefined ? undefined : typedAnswer(line);
    },
    refuse: (_, { message, issues }) =>
      complain(printed([{ text: `${issues[0]?.message ?? message}; answer again`, indent: 2 }])),
    unused: () => [],
  };
}

/** Answers in a YAML file, by key. A wrong one ends the command: nobody is there to correct it. */
export async function fileAnswering(file: string): Promise<Answerer> {
  const text = await readText(file);
  const { raw, locate } = parseSource(text, 'yaml', limits.depth);
  if (!isFields(raw)) throw wrong(`\`${file}\` is no map of answers, such as \`roles: [company]\``);
  const asked = new Set<string>();
  return {
    answer: async ({ key }) => {
      asked.add(key);
      return Object.hasOwn(raw, key) ? answerIn(raw[key]) : { text: '', words: [] };
    },
    refuse: ({ key, hint }, { message, issues }) => {
      const told = `\`${key}\`: ${issues[0]?.message ?? message}; expected ${hint}`;
      throw new NivasError('request_invalid', 'an answer cannot be used', [
        { pointer: `/${key}`, message: told, ...locate([key]) },
      ]);
    },
    unused: () =>
      Object.keys(raw)
        .filter((key) => !asked.has(key))
        .map((key) => {
          const near = nearName(key, asked);
          return `${file}: nothing asked for \`${key}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
        }),
  };
}

/** A value of YAML as the words of an answer: yes and no, a list, a map of names. */
function answerIn(value: unknown): Answer {
  if (typeof value === 'boolean') return typedAnswer(value ? 'yes' : 'no');
  if (isFields(value)) {
    const words = Object.entries(value).map(([name, said]) => `${name} ${String(said)}`);
    return { text: words.join(', '), words };
  }
  const words = [value].flat().map((word) => String(word ?? ''));
  return { text: words.join(', '), words };
}
