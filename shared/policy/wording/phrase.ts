import type { ASTNode } from '@marcbachmann/cel-js';
import { type Activity, activities, fieldOf, happens } from '../../declaration/activity.ts';
import type { FactSpec } from '../../declaration/fact.ts';
import { builtin } from '../language.ts';
import { typeOf } from '../operands.ts';
import type { Pack } from '../pack.ts';

/** What expressions are put into words with. */
export type Speech = {
  readonly pack: Pack;
  /** Names of countries by code. */
  readonly countries: ReadonlyMap<string, string>;
  /** What the variables of quantifiers stand for. */
  readonly bound: ReadonlyMap<string, Noun>;
  /** The activities that the rule looks at. */
  readonly activities: readonly Activity[];
};
/** `country`: its values are codes of countries. */
export type Noun = { readonly words: string; readonly country: boolean };

const subjectOf = {
  App: 'application',
  Asset: 'asset',
  Placement: 'placement',
  Doc: 'document',
  Owner: 'owner',
} as const;
const isSubject = (type: string): type is keyof typeof subjectOf => Object.hasOwn(subjectOf, type);

const variables: ReadonlyMap<string, string> = new Map([
  ['app', 'the application'],
  ['data', 'the data'],
  ['placement', 'the place'],
  ['place', 'the place'],
  ['doc', 'the document'],
  ['owner', 'the owner'],
  ['terms', 'the public terms'],
  ['asOf', 'the date of the audit'],
]);

type Fields = Readonly<Record<string, (of: string, speech: Speech) => string>>;
const doneAt = Object.fromEntries(
  activities.map((activity) => [fieldOf(activity), (of: string) => `place that ${of} ${happens[activity]}`]),
);
/** Fields of the engine, as part of a sentence; lists are named by one of their elements. */
const fields: Readonly<Record<string, Fields>> = {
  App: {
    name: () => 'the name of the application',
    country: () => 'the country of the operator',
    roles: () => 'the roles of the operator or application',
    exemptions: () => 'the exemptions that are claimed',
    assets: () => 'kind of data',
    documents: () => 'document',
    owners: () => 'owner',
  },
  Asset: {
    id: (of) => of,
    category: (of) => `the category of ${of}`,
    contexts: (of) => `the contexts of ${of}`,
    none: (of) => `activity that ${of} is said to have nowhere`,
    ...doneAt,
  },
  Placement: {
    activity: (of) => `the activity at ${of}`,
    happens: (_, speech) => happening(speech),
    mend: () => 'open it only from India, send it only to recipients in India, or have it only at a site in India',
    place: (of) => of,
    by: (of) => `the party at ${of}`,
    at: (of) => `${of} as it is written`,
  },
  Doc: {
    kind: (of) => `the kind of ${of}`,
    sha256: (of) => `the digest of ${of}`,
    title: (of) => `the title of ${of}`,
  },
  Owner: {
    name: (of) => `the name of ${of}`,
    country: (of) => `the country of ${of}`,
    percent: (of) => `the share of ${of} in percent`,
    owners: (of) => `owner of ${of}`,
  },
  Terms: { storedOnlyIn: () => 'country that the public terms name as where data is stored' },
  Party: {
    name: (of) => `the name of ${of}`,
    country: (of) => `the country of ${of}`,
    is: (of) => `the kind of ${of}`,
  },
  Place: {
    name: (of) => of,
    nearest: (of) => `the approved site in India nearest to ${of}`,
    standing: (of) => `why ${of} is approved or not`,
    countries: (of) => `the countries of ${of}`,
  },
};

/** A value of an expression in words, as part of a sentence. `beside` is what it is compared with. */
export function phrase(node: ASTNode, speech: Speech, beside?: ASTNode): string {
  switch (node.op) {
    case 'value':
      return literal(node.args, speech, beside);
    case 'id':
      return speech.bound.get(node.args)?.words ?? variables.get(node.args) ?? asWritten(node);
    case '.':
      return member(node.args[0], node.args[1], speech) ?? asWritten(node);
    case 'list':
      return chosen(node.args.map((item) => phrase(item, speech, beside)));
    case '-':
      return `${phrase(node.args[1], speech)} before ${phrase(node.args[0], speech)}`;
    case 'call':
      return called(node.args[0], node.args[1][0]) ?? asWritten(node);
    default:
      return asWritten(node);
  }
}

/** As its author wrote it, where no words are known. */
export const asWritten = ({ input, range }: ASTNode): string => `\`${input.slice(range.start, range.end)}\``;

/** `a`, `a or b`, `a, b or c`. */
export const chosen = (words: readonly string[], or = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`;

/** Names as code, as alternatives. */
export const coded = (names: readonly string[], or?: string): string =>
  chosen(
    names.map((name) => `\`${name}\``),
    or,
  );

/** Whether a value is the code of a country, or a list of such. */
export function isCountry(node: ASTNode | undefined, speech: Speech): boolean {
  if (node?.op === 'id') return speech.bound.get(node.args)?.country ?? false;
  if (node?.op !== '.') return false;
  const [of, name] = node.args;
  return ['country', 'storedOnlyIn'].includes(name) || factOf(of, name, speech)?.type === 'country';
}

/** The name of a country by its code, or the code. */
export const countryNamed = (code: string, { countries }: Speech): string => countries.get(code) ?? `\`${code}\``;

function literal(value: unknown, speech: Speech, beside: ASTNode | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return String(value);
  if (isCountry(beside, speech)) return countryNamed(value, speech);
  const option = beside?.op === '.' ? readingOf(beside.args[0], beside.args[1], speech)?.options[value] : undefined;
  return option === undefined ? `\`${value}\`` : `“${option}”`;
}

function member(of: ASTNode, name: string, speech: Speech): string | undefined {
  const reading = readingOf(of, name, speech);
  if (reading) return `the reading of “${reading.ask}”`;
  const fact = factOf(of, name, speech);
  if (fact) return answerTo(fact, of, speech);
  const known = fields[typeOf(of)];
  return known && Object.hasOwn(known, name) ? known[name]?.(phrase(of, speech), speech) : undefined;
}

/** Of a thing that a quantifier walks, the answer says for which. */
function answerTo({ ask, type }: FactSpec, of: ASTNode, speech: Speech): string {
  const one = of.op === 'id' && speech.bound.has(of.args) ? ` for ${phrase(of, speech)}` : '';
  return `${type === 'list' ? 'part of ' : ''}the answer to “${ask}”${one}`;
}

function happening({ activities: [first = 'store', ...others] }: Speech): string {
  return others.length === 0 ? happens[first] : `${happens[first]} (or as the activity is)`;
}

function readingOf(of: ASTNode, name: string, { pack }: Speech): Pack['readings'][string] | undefined {
  return typeOf(of) === 'Reading' && Object.hasOwn(pack.readings, name) ? pack.readings[name] : undefined;
}

function factOf(of: ASTNode, name: string, { pack }: Speech): FactSpec | undefined {
  const type = typeOf(of);
  if (!isSubject(type) || Object.hasOwn(builtin[subjectOf[type]], name) || !Object.hasOwn(pack.facts, name))
    return undefined;
  return pack.facts[name];
}

const units: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day' };
const shortUnits: Readonly<Record<string, string>> = { H: 'hour', M: 'minute', S: 'second' };

function called(name: string, argument: ASTNode | undefined): string | undefined {
  const text = argument?.op === 'value' ? String(argument.args) : '';
  if (name === 'date') return text;
  return name === 'period' ? periodInWords(text) : undefined;
}

/** `PT24H` is `24 hours`; `never` stays. */
function periodInWords(text: string): string {
  const [long = '', short = ''] = text.split('T');
  const said = (part: string, names: Readonly<Record<string, string>>) =>
    [...part.matchAll(/(\d+)([A-Z])/g)].map(
      ([, count, unit = '']) => `${count} ${names[unit]}${count === '1' ? '' : 's'}`,
    );
  return [...said(long, units), ...said(short, shortUnits)].join(' ') || text;
}
