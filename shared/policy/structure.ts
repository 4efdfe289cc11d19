import type { FactSpec } from '../declaration/fact.ts';
import { suggestion } from '../declaration/near-name.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { Issue } from '../error.ts';
import { builtin } from './language.ts';
import type { Words } from './lint.ts';
import type { Pack, PolicySet, Rule } from './pack.ts';

/** Everything that is wrong with packs and their policy set as far as it shows without parsing an expression. */
export function structuralIssues(packs: readonly Pack[], set: PolicySet, words: Words): Issue[] {
  return [
    ...packs.flatMap((pack, index) => [...packIssues(pack), ...clashes(pack, packs.slice(0, index))]),
    ...unresolved(set, packs, words),
  ];
}

const saying =
  ({ pack }: Pack) =>
  (pointer: string, message: string): Issue => ({ pointer, message: `pack \`${pack}\`: ${message}` });

/** What is wrong with a pack by itself: what a rule must name for the engine to know what to ask. */
export function packIssues(pack: Pack): Issue[] {
  const say = saying(pack);
  const versions = pack.versions.map(({ id }) => id);
  const ids = pack.rules.map(({ id }) => id);
  return [
    ...overlapping(pack).map((message) => say('/versions', message)),
    ...twice(versions).map(({ id, index }) => say(`/versions/${index}/id`, `version \`${id}\` stands twice`)),
    ...categoriesOf(pack)
      .filter(({ category }) => !taxonomy.has(category))
      .map(({ pointer, category }) =>
        say(pointer, `category \`${category}\` is not in the taxonomy${suggestion(category, taxonomy)}`),
      ),
    ...twice(ids).map(({ id, index }) => say(`/rules/${index}/id`, `rule \`${id}\` stands twice`)),
    ...pack.rules.flatMap((rule, index) => [
      ...lacks(rule).map((message) => say(`/rules/${index}`, `rule \`${rule.id}\` ${message}`)),
      ...(rule.versions ?? [])
        .filter((id) => !versions.includes(id))
        .map((id) => say(`/rules/${index}/versions`, `there is no version \`${id}\`${suggestion(id, versions)}`)),
    ]),
    ...Object.entries(pack.facts)
      .filter(([name, { on }]) => Object.hasOwn(builtin[on], name))
      .map(([name]) => say(`/facts/${name}`, `\`${name}\` is a word of the engine`)),
  ];
}

const twice = (ids: readonly string[]) =>
  ids.map((id, index) => ({ id, index })).filter(({ id, index }) => ids.indexOf(id) !== index);

function categoriesOf({ suspects, expects, rules }: Pack): { pointer: string; category: string }[] {
  const at = (pointer: string, categories: readonly string[] = []) =>
    categories.map((category, index) => ({ pointer: `${pointer}/${index}`, category }));
  return [
    ...at('/suspects', suspects),
    ...at('/expects/category', expects?.category),
    ...rules.flatMap(({ data }, index) => at(`/rules/${index}/data/category`, data?.category)),
  ];
}

function lacks(rule: Rule): string[] {
  const needsData = rule.for === 'placement' || rule.for === 'asset';
  return [
    ...(needsData && rule.data === undefined ? ['names no data'] : []),
    ...(rule.for === 'placement' && rule.activities === undefined ? ['names no activities'] : []),
    ...(rule.for === 'document' && rule.document === undefined ? ['names no document'] : []),
    ...(rule.effect !== undefined && rule.for !== 'placement' ? ['has an effect but is not about placements'] : []),
  ];
}

function overlapping({ versions }: Pack): string[] {
  const dated = versions.filter(({ status }) => status !== 'proposed').toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return dated.flatMap(({ id, to }, index) => {
    const next = dated[index + 1];
    return next && (to === 'open' || to >= next.from)
      ? [`versions \`${id}\` and \`${next.id}\` are in force at once`]
      : [];
  });
}

/** What keeps a pack from standing beside others. One question is asked once: equal names must mean the same. */
export function clashes(pack: Pack, others: readonly Pack[]): Issue[] {
  const say = saying(pack);
  return [
    ...others
      .filter((other) => other.pack === pack.pack)
      .map(({ pack: id }): Issue => ({ pointer: '/pack', message: `pack \`${id}\` stands twice` })),
    ...Object.entries(pack.facts).flatMap(([name, spec]) => {
      const other = others.find(({ facts }) => facts[name]?.on === spec.on);
      const theirs = other?.facts[name];
      return theirs === undefined || meaningOf(theirs) === meaningOf(spec)
        ? []
        : [say(`/facts/${name}`, `\`${name}\` means something else in \`${other?.pack}\``)];
    }),
  ];
}

const meaningOf = ({ type, values, attestedBy }: FactSpec) => `${type} ${values} ${attestedBy}`;

function unresolved(set: PolicySet, packs: readonly Pack[], words: Words): Issue[] {
  const ids = new Set(packs.map(({ pack }) => pack));
  const named = [...(set.packs.law === 'all' ? [] : set.packs.law), ...set.packs.also];
  const rules = new Set(packs.flatMap(({ pack, rules }) => rules.map(({ id }) => `${pack}/${id}`)));
  const options = new Set(
    packs.flatMap(({ pack, readings }) =>
      Object.entries(readings).flatMap(([name, { options }]) =>
        Object.keys(options).map((option) => `${pack}/${name}=${option}`),
      ),
    ),
  );
  return [
    ...named
      .filter((id) => !ids.has(id))
      .map((id) => ({ pointer: '/packs', message: `policy set \`${set.set}\`: no pack \`${id}\`` })),
    ...Object.entries(set.readings)
      .filter(([name, option]) => !options.has(`${name}=${option}`))
      .map(([name, option]) => ({
        pointer: `/readings`,
        message: `policy set \`${set.set}\`: no reading \`${name}\` with option \`${option}\``,
      })),
    ...set.lift
      .filter((name) => !rules.has(name))
      .map((name) => ({ pointer: '/lift', message: `policy set \`${set.set}\`: no rule \`${name}\`` })),
    ...(words.schemes.has(set.scheme)
      ? []
      : [{ pointer: '/scheme', message: `policy set \`${set.set}\`: no scheme \`${set.scheme}\`` }]),
  ];
}
