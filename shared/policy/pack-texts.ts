import type { FactSubject } from '../declaration/fact.ts';
import { whenSpeaker } from './expressions.ts';
import type { Pack } from './pack.ts';

/** An expression or a sentence of a pack: where it stands, and whose names it may use. */
export type PackText = { readonly pointer: string; readonly speaker: FactSubject; readonly text: string };

/** Every condition of a pack. */
export function conditionsOf({ appliesTo, unless, rules }: Pack): PackText[] {
  return [
    { pointer: '/appliesTo', speaker: 'application', text: appliesTo },
    ...unless.map(
      ({ when }, index): PackText => ({ pointer: `/unless/${index}/when`, speaker: 'application', text: when }),
    ),
    ...rules.flatMap((rule, index): PackText[] => [
      ...(rule.when === undefined
        ? []
        : [{ pointer: `/rules/${index}/when`, speaker: whenSpeaker(rule), text: rule.when }]),
      { pointer: `/rules/${index}/require`, speaker: rule.for, text: rule.require },
    ]),
  ];
}

/** Every sentence with holes of a pack. */
export function sentencesOf({ rules }: Pack): PackText[] {
  return rules.flatMap(({ because, remedy, for: speaker }, index) => [
    { pointer: `/rules/${index}/because`, speaker, text: because },
    ...(remedy === undefined ? [] : [{ pointer: `/rules/${index}/remedy`, speaker, text: remedy }]),
  ]);
}
