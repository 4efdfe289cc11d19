import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { activities, fieldOf } from '../declaration/activity.ts';
import type { FactSpec, FactSubject } from '../declaration/fact.ts';
import { Category } from './category.ts';
import { Words } from './open-list.ts';
import type { Pack } from './pack.ts';
import { Period, parseDate } from './period.ts';
import { Place } from './place.ts';
import { App, Asset, Doc, Owner, Party, Placement, Reading, Terms } from './subjects.ts';
import { isUnknown, reasonsOf, type Unknown } from './unknown.ts';

/** Which names an expression may use, by what its rule is about. */
export type Speaker = FactSubject;

/** Thrown to cel-js by our own functions, which there cannot answer in three values. */
export class NotKnown extends Error {
  override readonly name = 'NotKnown';
}

const definite = <T>(value: T | Unknown): T => {
  if (isUnknown(value)) throw new NotKnown(reasonsOf(value));
  return value;
};

const celType: Readonly<Record<FactSpec['type'], string>> = {
  bool: 'bool',
  int: 'int',
  string: 'string',
  country: 'string',
  date: 'google.protobuf.Timestamp',
  period: 'Period',
  list: 'list<string>',
};

/** Of an expression, in characters. cel-js counts nodes as it parses, and a chain of `!` overflows its stack first. */
export const longestExpression = 4_000;

const limits = { maxAstNodes: 400, maxDepth: 40, maxListElements: 60, maxMapEntries: 0, maxCallArguments: 4 };

/** Types and functions of the engine, the same for every pack. cel-js parses and type-checks with them. */
function vocabulary(): Environment {
  const order = (a: Period, b: Period): number => definite<number>(a.compare(b));
  return new Environment({ limits })
    .registerType('Period', Period)
    .registerType('Category', Category)
    .registerType('Words', Words)
    .registerType('Place', {
      ctor: Place,
      fields: { name: 'string', nearest: 'string', standing: 'string', countries: 'string' },
    })
    .registerOperator('string in Words: bool', (word: string, words: Words) => definite(words.has(word)))
    .registerOperator('Period < Period: bool', (a: Period, b: Period) => order(a, b) < 0)
    .registerOperator('Period <= Period: bool', (a: Period, b: Period) => order(a, b) <= 0)
    .registerOperator('Period > Period: bool', (a: Period, b: Period) => order(a, b) > 0)
    .registerOperator('Period >= Period: bool', (a: Period, b: Period) => order(a, b) >= 0)
    .registerOperator('google.protobuf.Timestamp - Period: google.protobuf.Timestamp', (date: Date, period: Period) =>
      period.before(date),
    )
    .registerFunction('period(string): Period', (text: string) => new Period(text))
    .registerFunction('date(string): google.protobuf.Timestamp', parseDate)
    .registerFunction('undecided(string): bool', (why: string) => {
      throw new NotKnown(why);
    })
    .registerFunction('Category.under(string): bool', (category: Category, selected: string) =>
      definite(category.under(selected)),
    )
    .registerFunction('Place.onlyIn(string): bool', (place: Place, country: string) => definite(place.onlyIn(country)))
    .registerFunction('Place.includes(string): bool', (place: Place, country: string) =>
      definite(place.includes(country)),
    )
    .registerFunction('Place.approved(): bool', (place: Place) => definite(place.approved()))
    .registerFunction('Place.approved(string): bool', (place: Place, scheme: string) =>
      definite(place.approved(scheme)),
    )
    .registerFunction('Place.inTable(string): bool', (place: Place, table: string) => definite(place.inTable(table)));
}

const shared = vocabulary();

/** Fields that the engine gives; a fact may not take their names. */
export const builtin: Readonly<Record<FactSubject, Readonly<Record<string, string>>>> = {
  application: {
    name: 'string',
    country: 'string',
    roles: 'Words',
    exemptions: 'Words',
    assets: 'list<Asset>',
    documents: 'list<Doc>',
    owners: 'list<Owner>',
  },
  asset: {
    id: 'string',
    category: 'Category',
    contexts: 'Words',
    staysInIndia: 'bool',
    none: 'list<string>',
    ...Object.fromEntries(activities.map((activity) => [fieldOf(activity), 'list<Placement>'])),
  },
  placement: { activity: 'string', happens: 'string', mend: 'string', place: 'Place', by: 'Party', at: 'string' },
  document: { kind: 'string', sha256: 'string', title: 'string' },
  owner: { direct: 'bool', name: 'string', country: 'string', control: 'bool', percent: 'int', owners: 'list<Owner>' },
};

/** The environment of each kind of rule of a pack: a misspelt field, variable or function fails the check. */
export function environments(pack: Pack): Readonly<Record<Speaker, Environment>> {
  const fields = (on: FactSubject) => ({
    ...builtin[on],
    ...Object.fromEntries(
      Object.entries(pack.facts).flatMap(([name, spec]) => (spec.on === on ? [[name, celType[spec.type]]] : [])),
    ),
  });
  const application = shared
    .clone()
    .registerType('Party', { ctor: Party, fields: { name: 'string', country: 'string', is: 'string' } })
    .registerType('Placement', { ctor: Placement, fields: fields('placement') })
    .registerType('Doc', { ctor: Doc, fields: fields('document') })
    .registerType('Owner', { ctor: Owner, fields: fields('owner') })
    .registerType('Asset', { ctor: Asset, fields: fields('asset') })
    .registerType('Terms', { ctor: Terms, fields: { storedOnlyIn: 'list<string>', quoted: 'bool' } })
    .registerType('App', { ctor: App, fields: fields('application') })
    .registerType('Reading', {
      ctor: Reading,
      fields: Object.fromEntries(Object.keys(pack.readings).map((name) => [name, 'string'])),
    })
    .registerVariable('app', 'App')
    .registerVariable('terms', 'Terms')
    .registerVariable('reading', 'Reading')
    .registerVariable('asOf', 'google.protobuf.Timestamp');
  const asset = application.clone().registerVariable('data', 'Asset');
  return {
    application,
    asset,
    placement: asset.clone().registerVariable('placement', 'Placement').registerVariable('place', 'Place'),
    document: application.clone().registerVariable('doc', 'Doc'),
    owner: application.clone().registerVariable('owner', 'Owner'),
  };
}

/** Parses and type-checks. Throws with cel-js's own message, which points into the text. */
export function parse(
  environment: Environment,
  text: string,
): { readonly ast: ASTNode; readonly type: string | undefined } {
  if (text.length > longestExpression)
    throw new SyntaxError(`an expression has at most ${longestExpression} characters, this one ${text.length}`);
  const parsed = environment.parse(text);
  const { valid, type, error } = parsed.check();
  if (!valid) throw error ?? new SyntaxError(`\`${text}\` does not type-check`);
  return { ast: parsed.ast, type };
}
