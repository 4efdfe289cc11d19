import type { FactSpec } from '../declaration/fact.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { Issue } from '../error.ts';
import { builtin } from './language.ts';
import type { Words } from './lint.ts';
import type { Pack, PolicySet, Rule } from './pack.ts';

/** Everything that is wrong with packs and their policy set as far as it shows without parsing an expression. */
export function structuralIssues(packs: readonly Pack[], set: PolicySet, words: Words): Issue[] {
  return [...repeated(packs), ...packs.flatMap(structural), ...clashingFacts(packs), ...unresolved(set, packs, words)];
}

function repeated(packs: readonly Pack[]): Issue[] {
  const twice = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...twice(packs.map(({ pack }) => pack)).map((id) => ({ pointer: '', message: `pack \`${id}\` stands twice` })),
    ...packs.flatMap(({ pack, rules }) =>
      twice(rules.map(({ id }) => id)).map((id) => ({
        pointer: '/rules',
        message: `pack \`${pack}\`: rule \`${id}\` stands twice`,
      })),
    ),
  ];
}

/** What a rule must name for the engine to know what to ask. */
function structural(pack: Pack): Issue[] {
  const say = (pointer: string, message: string): Issue => ({ pointer, message: `pack \`${pack.pack}\`: ${message}` });
  const versions = new Set(pack.versions.map(({ id }) => id));
  const categories = [
    ...pack.suspects,
    ...(pack.expects?.category ?? []),
    ...pack.rules.flatMap(({ data }) => data?.category ?? []),
  ];
  return [
    ...overlapping(pack).map((message) => say('/versions', message)),
    ...categories
      .filter((category) => !taxonomy.has(category))
      .map((category) => say('', `category \`${category}\` is not in the taxonomy`)),
    ...pack.rules.flatMap((rule, index) => [
      ...lacks(rule).map((message) => say(`/rules/${index}`, `rule \`${rule.id}\` ${message}`)),
      ...(rule.versions ?? [])
        .filter((id) => !versions.has(id))
        .map((id) => say(`/rules/${index}/versions`, `there is no version \`${id}\``)),
    ]),
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

/** One question is asked once: equal names must mean the same, and none may be a word of the engine. */
function clashingFacts(packs: readonly Pack[]): Issue[] {
  const seen = new Map<string, { pack: string; spec: FactSpec }>();
  return packs.flatMap(({ pack, facts }) =>
    Object.entries(facts).flatMap(([name, spec]) => {
      const pointer = `/facts/${name}`;
      if (Object.hasOwn(builtin[spec.on], name))
        return [{ pointer, message: `pack \`${pack}\`: \`${name}\` is a word of the engine` }];
      const key = `${spec.on}.${name}`;
      const other = seen.get(key);
      seen.set(key, other ?? { pack, spec });
      const same = !other || meaningOf(other.spec) === meaningOf(spec);
      return same
        ? []
        : [{ pointer, message: `pack \`${pack}\`: \`${name}\` means something else in \`${other.pack}\`` }];
    }),
  );
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
