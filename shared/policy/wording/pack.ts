import { type Activity, happens } from '../../declaration/activity.ts';
import type { FactSpec } from '../../declaration/fact.ts';
import type { Pack, Rule, Selector } from '../pack.ts';
import { chosen, coded } from './phrase.ts';

/** Data by category or by what it is part of, in words. */
export function selected({ category, context }: Selector): string {
  return [
    ...(category.length === 0
      ? []
      : [`${coded(category)} with all that falls under ${category.length === 1 ? 'it' : 'them'}`]),
    ...(context.length === 0 ? [] : [`whatever is part of a ${coded(context)}`]),
  ].join(', and ');
}

/** What a rule is asked of. */
export function looksAt({ for: subject, activities = [], document }: Rule): string {
  switch (subject) {
    case 'application':
      return 'the application as a whole';
    case 'asset':
      return 'each kind of such data';
    case 'placement':
      return `each place that such data ${chosen(activities.map(happening))}`;
    case 'document':
      return `the documents of the kind \`${document}\`: one that is as required is enough`;
    case 'owner':
      return 'each owner';
  }
}

/** `is stored at, backed up at or has its keys at`. */
const happening = (activity: Activity, at: number) =>
  at === 0 ? happens[activity] : happens[activity].replace(/^is /, '');

/** How the wording of a rule is known. */
export const confidenceMeans: Readonly<Record<NonNullable<Rule['confidence']>, string>> = {
  V1: 'the official words were read, in a copy',
  V2: 'others report it: a law firm, a newspaper or the like',
  VR: 'notes of third parties quote or paraphrase it: a lead, not an authority',
  M: 'not verified',
  inferred: 'inferred: no text that was found says it in these words',
};

/** When a version is in force. */
export function inForce({ from, to, status }: Pack['versions'][number]): string {
  const days = `from ${from} ${to === 'open' ? 'on, without an end' : `to ${to}`}`;
  if (status === 'proposed') return `not in force: proposed, ${days}`;
  return status === 'superseded' ? `${days}; superseded since` : days;
}

/** What a fact is said of. */
export const ofWhat: Readonly<Record<FactSpec['on'], string>> = {
  application: 'of the application',
  asset: 'of each kind of data',
  placement: 'of each place',
  document: 'of the document',
  owner: 'of each owner',
};

/** What is an answer to a question. */
export function answerTo({ type, values }: FactSpec): string {
  switch (type) {
    case 'bool':
      return 'yes or no';
    case 'int':
      return 'a whole number';
    case 'string':
      return values === undefined ? 'words' : coded(values);
    case 'country':
      return 'a country, such as `IN`';
    case 'date':
      return 'a date, such as `2026-11-22`';
    case 'period':
      return 'a period, such as `PT24H`, or `never`';
    case 'list':
      return values === undefined ? 'words' : `any of ${coded(values)}`;
  }
}
