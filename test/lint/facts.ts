import { wordsOf } from '../../shared/policy/compiled.ts';
import { compileCondition } from '../../shared/policy/expressions.ts';
import { conditionsOf } from '../../shared/policy/pack-texts.ts';
import { type Look, problem, type Remark } from './remark.ts';

/** Words that a rule must find out: an operator who is asked for them is asked for the verdict. */
const answers = new Set(
  (
    'acceptable adequate allowed breach compliant complies exempt exempted exemption illegal lawful legal ' +
    'legitimate permissible permitted satisfied sufficient unlawful valid violates violation'
  ).split(' '),
);

/** Whether what a pack asks is a question, of a fact, and the same question wherever it is asked. */
export const factsOf: Look = (pack, beside) => [
  ...Object.entries(pack.facts).flatMap(([name, { ask, on, type }]) => {
    const at = `/facts/${name}`;
    // `validUntil` is a date, and which date a clause turns on is a fact
    const word = type === 'bool' || type === 'string' ? wordsIn(name).find((one) => answers.has(one)) : undefined;
    const other = beside.packs.find((one) => {
      const theirs = one.pack === pack.pack ? undefined : one.facts[name];
      return theirs?.on === on && theirs.ask !== ask;
    });
    return [
      ...question(`${at}/ask`, ask),
      ...(word === undefined
        ? []
        : [
            problem(
              at,
              `\`${name}\` asks for the answer (\`${word}\`); ask for what the clause turns on, and let the rule judge`,
            ),
          ]),
      ...(other === undefined
        ? []
        : [
            problem(
              `${at}/ask`,
              `\`${other.pack}\` asks \`${name}\` in other words: “${other.facts[name]?.ask}”; ask both alike`,
            ),
          ]),
    ];
  }),
  ...Object.entries(pack.readings).flatMap(([name, { ask }]) => question(`/readings/${name}/ask`, ask)),
  ...unread(pack, beside),
];

/** `rbiPermissionAbroad` is rbi, permission, abroad. */
const wordsIn = (name: string) => name.replaceAll(/[A-Z]/g, ' $&').toLowerCase().split(' ');

/** A note in brackets may follow: `How long is it kept? (never: it is not deleted)`. */
const question = (pointer: string, ask: string): Remark[] =>
  /\?( \([^()]+\))?$/.test(ask)
    ? []
    : [problem(pointer, `“${ask}” does not end in \`?\`; write a question, with a note in brackets if it needs one`)];

/** A fact that nobody reads is refused when the pack is loaded; so is a misspelt reading, but not one too many. */
const unread: Look = (pack, { registry }) => {
  const words = wordsOf(registry);
  const read = new Set(
    conditionsOf(pack)
      .flatMap(({ pointer, speaker, text }) => compileCondition(pack, pointer, speaker, text, words).reads)
      .flatMap(([first, name]) => (first === 'reading' ? [name] : [])),
  );
  return Object.entries(pack.readings).flatMap(([name, { options }]) => [
    ...(read.has(name) ? [] : [problem(`/readings/${name}`, `no rule asks \`reading.${name}\`; remove it or ask it`)]),
    ...(Object.keys(options).length < 2
      ? [problem(`/readings/${name}`, 'it has one option; what is disputed has two or more')]
      : []),
  ]);
};
