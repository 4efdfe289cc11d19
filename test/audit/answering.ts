import { sha256 } from '../../shared/canonical.ts';
import { activities, fieldOf } from '../../shared/declaration/activity.ts';
import type { FactSpec, FactSubject } from '../../shared/declaration/fact.ts';
import { categories } from '../../shared/declaration/taxonomy.ts';
import { contexts, documentKinds, partyKinds, roles } from '../../shared/declaration/vocabulary.ts';
import type { Question } from '../../shared/report/questions.ts';
import { allPacks } from '../policy/fixture-packs.ts';
import type { Json, JsonMap } from './engine.ts';
import { factValue, type Pick } from './random-declaration.ts';

/*
 * An operator who answers whatever is asked, with any answer that the declaration takes: good ones and bad ones.
 * What was said before is never taken back.
 */

const sites = ['aws/ap-south-1', 'yotta/nm1', 'azure/centralindia', 'aws/ap-southeast-1', 'aws/us-east-1'];
const digest = 'a'.repeat(64);

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mapAt = (map: JsonMap, key: string): JsonMap => {
  const inner = map[key];
  if (isMap(inner)) return inner;
  const made: JsonMap = {};
  map[key] = made;
  return made;
};
const listAt = (map: JsonMap, key: string): Json[] => {
  const inner = map[key];
  if (Array.isArray(inner)) return inner;
  const made: Json[] = [];
  map[key] = made;
  return made;
};

const specsOf = (on: FactSubject, name: string): FactSpec | undefined =>
  allPacks.flatMap(({ facts }) =>
    Object.entries(facts).flatMap(([key, spec]) => (key === name && spec.on === on ? [spec] : [])),
  )[0];

/** The declaration with an answer to a question. Lines are lists of maps, so that a pointer names each. */
export function answered(posted: JsonMap, question: Question, pick: Pick): JsonMap {
  const copy: JsonMap = structuredClone(posted);
  const said = engineAnswers[question.fact];
  if (said) said(copy, question, pick);
  else if (activities.some((activity) => fieldOf(activity) === question.fact)) placeAll(copy, question, pick);
  else for (const at of question.at) stateFact(copy, at, question.fact, pick);
  return pruned(copy);
}

/** Without lists and maps that are empty: the reader wants nothing there, or `none`. */
const pruned = (map: JsonMap): JsonMap =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      const kept = isMap(value) ? pruned(value) : value;
      return typeof kept === 'object' && kept !== null && Object.keys(kept).length === 0 ? [] : [[key, kept]];
    }),
  );

type Answer = (copy: JsonMap, question: Question, pick: Pick) => void;

const complete = (copy: JsonMap, list: string): void => {
  const all = listAt(copy, 'complete');
  if (!all.includes(list)) all.push(list);
};

const engineAnswers: Readonly<Record<string, Answer>> = {
  roles: (copy, _, pick) => {
    const said = listAt(copy, 'roles');
    const denied = Array.isArray(copy.notRoles) ? copy.notRoles : [];
    const more = roles.filter((role) => !denied.includes(role) && pick([false, false, false, true]));
    for (const role of more) if (!said.includes(role)) said.push(role);
    if (said.length === 0) copy.roles = 'none';
    else complete(copy, 'roles');
    copy.notRoles = roles.filter((role) => !said.includes(role));
  },
  category: (copy, { at }, pick) => {
    for (const pointer of at) for (const asset of assetsAt(copy, pointer)) refine(asset, pick);
  },
  contexts: (copy, { at }, pick) => {
    complete(copy, 'contexts');
    for (const pointer of at)
      for (const asset of assetsAt(copy, pointer)) asset.contexts ??= pick<Json>(['none', [pick(contexts)]]);
  },
  activity: (copy, { at }, pick) => {
    for (const pointer of at) {
      const [id = '', activity = ''] = pointer.split('/').slice(2);
      place(mapAt(mapAt(copy, 'data'), id), activity, pick);
    }
  },
  at: (copy, { at }, pick) => {
    for (const pointer of at) lineOf(copy, pointer).at = pick(sites);
  },
  by: (copy, { at }, pick) => {
    mapAt(copy, 'parties').somebody ??= { name: 'Somebody', country: 'IN', is: pick(partyKinds) };
    for (const pointer of at) for (const line of linesOf(copy, pointer)) line.by ??= 'somebody';
  },
  is: (copy, _, pick) => {
    for (const party of Object.values(mapAt(copy, 'parties'))) if (isMap(party)) party.is ??= pick(partyKinds);
  },
  country: (copy, _, pick) => {
    mapAt(copy, 'operator').country ??= pick(['IN', 'SG']);
    for (const key of ['owners', 'parties'])
      for (const one of Object.values(isMap(copy[key]) ? copy[key] : {})) if (isMap(one)) one.country ??= 'IN';
  },
  data: (copy, _, pick) => {
    copy.data ??= { first: anAsset('user.contact.email', pick) };
    complete(copy, 'data');
  },
  expected: (copy, { packs }, pick) => {
    const wanted = allPacks.flatMap(({ pack, expects }) => (packs.includes(pack) ? (expects?.category ?? []) : []));
    for (const category of wanted)
      mapAt(copy, 'data')[`more-${category.replaceAll('.', '-')}`] = anAsset(category, pick);
  },
  documents: (copy, { about }, pick) => {
    for (const kind of documentKinds)
      if (pick([true, false]) && about.some(({ name }) => name.includes(`\`${kind}\``)))
        mapAt(copy, 'documents')[kind] ??= { kind };
    if (!isMap(copy.documents)) copy.documents = 'none';
    else complete(copy, 'documents');
  },
  owners: (copy) => {
    copy.owners ??= 'none';
    if (copy.owners !== 'none') complete(copy, 'owners');
  },
  exemptions: (copy) => {
    copy.exemptions ??= 'none';
    if (copy.exemptions !== 'none') complete(copy, 'exemptions');
  },
  storedOnlyIn: (copy, _, pick) => {
    mapAt(copy, 'terms').storedOnlyIn = pick<Json>(['none', ['IN'], ['IN', 'SG']]);
  },
  quote: (copy) => {
    mapAt(copy, 'terms').quote ??= quote;
  },
  document: (copy) => {
    mapAt(copy, 'terms').document = 'terms';
    mapAt(copy, 'documents').terms = { kind: 'public-terms', sha256: termsDigest };
  },
  evidence: (copy) => {
    mapAt(copy, 'documents').terms = { kind: 'public-terms', sha256: termsDigest };
    mapAt(copy, 'terms').document = 'terms';
    mapAt(copy, 'evidence').terms = {
      kind: 'public-terms',
      mediaType: 'text/plain',
      sha256: termsDigest,
      text: quote,
    };
  },
  sha256: (copy) => {
    for (const one of Object.values(mapAt(copy, 'documents'))) if (isMap(one)) one.sha256 ??= digest;
  },
  control: (copy, _, pick) => ofOwners(copy, (owner) => (owner.control ??= pick([true, false]))),
  percent: (copy, _, pick) => ofOwners(copy, (owner) => (owner.percent ??= pick([5, 60]))),
};

const quote = 'All data of our users is stored only in India.';
const termsDigest = sha256(quote);

function ofOwners(copy: JsonMap, say: (owner: JsonMap) => void): void {
  for (const owner of Object.values(isMap(copy.owners) ? copy.owners : {})) {
    if (!isMap(owner)) continue;
    say(owner);
    for (const inner of Object.values(isMap(owner.owners) ? owner.owners : {})) if (isMap(inner)) say(inner);
  }
}

const assetOf = (copy: JsonMap, pointer: string): JsonMap => mapAt(mapAt(copy, 'data'), pointer.split('/')[2] ?? '');

/** The asset that a pointer names, or all of them where it names none. */
const assetsAt = (copy: JsonMap, pointer: string): JsonMap[] =>
  pointer.startsWith('/data/') ? [assetOf(copy, pointer)] : assetsOf(copy);

/** A category that contains no other, below what was said if something was. */
function refine(asset: JsonMap, pick: Pick): void {
  const leaves = categories.filter((one) => !categories.some((other) => other.startsWith(`${one}.`)));
  const said = typeof asset.category === 'string' ? asset.category : '';
  if (leaves.some((one) => one === said)) return;
  const below = leaves.filter((one) => said !== '' && one.startsWith(`${said}.`));
  asset.category = pick(below.length > 0 ? below : leaves);
}

/** The lines that a pointer names: one of them, or all of an asset. */
function linesOf(copy: JsonMap, pointer: string): JsonMap[] {
  const [, , , activity, index] = pointer.split('/');
  const asset = assetOf(copy, pointer);
  const of = (one: string) => (Array.isArray(asset[one]) ? asset[one].filter(isMap) : []);
  if (activity === undefined) return activities.flatMap(of);
  const line = of(activity)[Number(index)];
  return line === undefined ? of(activity) : [line];
}

const lineOf = (copy: JsonMap, pointer: string): JsonMap => linesOf(copy, pointer)[0] ?? {};

/** Somewhere, or nowhere. */
function place(asset: JsonMap, activity: string, pick: Pick): void {
  if (pick([true, false])) asset[activity] = [{ at: pick(sites) }];
  else listAt(asset, 'none').push(activity);
}

function placeAll(copy: JsonMap, { at, fact }: Question, pick: Pick): void {
  const activity = activities.find((one) => fieldOf(one) === fact) ?? '';
  const unsaid = (asset: JsonMap) => asset[activity] === undefined && !listAt(asset, 'none').includes(activity);
  for (const pointer of at) {
    for (const asset of assetsAt(copy, pointer)) {
      if (unsaid(asset)) place(asset, activity, pick);
    }
  }
}

const assetsOf = (copy: JsonMap): JsonMap[] => Object.values(mapAt(copy, 'data')).filter(isMap);

function anAsset(category: string, pick: Pick): JsonMap {
  return {
    category,
    contexts: 'none',
    store: [{ at: pick(sites) }],
    none: activities.filter((one) => one !== 'store'),
  };
}

/** A fact of a pack, stated of what the pointer names, or else of everything that could carry it and does not. */
function stateFact(copy: JsonMap, pointer: string, fact: string, pick: Pick): void {
  const owners: JsonMap[] = [];
  ofOwners(copy, (owner) => owners.push(owner));
  const at: Readonly<Record<FactSubject, () => JsonMap[]>> = {
    application: () => [mapAt(copy, 'facts')],
    asset: () => assetsAt(copy, pointer),
    placement: () =>
      pointer.startsWith('/data/')
        ? linesOf(copy, pointer)
        : Object.keys(mapAt(copy, 'data')).flatMap((id) => linesOf(copy, `/data/${id}`)),
    document: () => Object.values(isMap(copy.documents) ? copy.documents : {}).filter(isMap),
    owner: () => owners,
  };
  for (const on of ['application', 'asset', 'placement', 'document', 'owner'] as const) {
    const spec = specsOf(on, fact);
    if (spec === undefined) continue;
    const silent = at[on]().filter((one) => one[fact] === undefined);
    for (const one of silent) one[fact] = factValue(spec, pick);
    if (silent.length > 0) return;
  }
}
