import { wordsOf } from '../../shared/policy/compiled.ts';
import { type LoadedPack, type LoadedPolicy, loadPolicy } from '../../shared/policy/load.ts';
import type { Pack, Rule, Selector } from '../../shared/policy/pack.ts';
import { hear, problemsOf, type Ready, type Release } from './run-case.ts';

/** A pack with one fault put into it. A case notices it when it no longer passes. */
export type Mutant = {
  readonly name: string;
  readonly pack: Pack;
  /** Whether it can be seen only through other packs: what a rule's `effect` does. */
  readonly elsewhere: boolean;
};

/** Every mutant of a pack that differs from it; an effect is one only where some pack reads `staysInIndia`. */
export function mutantsOf(pack: Pack, all: readonly Pack[]): Mutant[] {
  const of = (name: string, change: Partial<Pack>) => ({
    name: `${pack.pack}: ${name}`,
    pack: { ...pack, ...change },
    elsewhere: false,
  });
  const { expects, ...unexpecting } = pack;
  const read = all.some((one) => readsDuty({ written: one }));
  return [
    ...(pack.appliesTo === 'true' ? [] : [of('appliesTo true', { appliesTo: 'true' })]),
    ...pack.unless.map(({ why }, index) =>
      of(`unless "${why}" dropped`, { unless: pack.unless.filter((_, other) => other !== index) }),
    ),
    ...(expects === undefined ? [] : [{ ...of('expects dropped', {}), pack: unexpecting }]),
    ...(pack.suspects.length === 0 ? [] : [of('suspects dropped', { suspects: [] })]),
    ...pack.rules.flatMap((rule) => {
      const others = (changed: readonly Rule[]) => pack.rules.flatMap((one) => (one.id === rule.id ? changed : [one]));
      return [
        of(`${rule.id} removed`, { rules: others([]) }),
        ...changes(rule).map(([name, changed]) => of(`${rule.id} ${name}`, { rules: others([changed]) })),
        ...(read
          ? withoutEffect(rule).map((changed) => ({
              ...of(`${rule.id} effect dropped`, { rules: others([changed]) }),
              elsewhere: true,
            }))
          : []),
      ];
    }),
  ];
}

/** Whether a pack asks what other packs confine to India: its verdict depends on their rules. */
const readsDuty = ({ written }: { readonly written: Pack }): boolean =>
  written.rules.some((rule) => `${rule.when} ${rule.require}`.includes('staysInIndia'));

function withoutEffect({ effect, ...rule }: Rule): Rule[] {
  return effect === undefined ? [] : [rule];
}

function changes(rule: Rule): [string, Rule][] {
  const { when, suspended, versions, ...rest } = rule;
  const { activities = [], data } = rule;
  return [
    ['require true', { ...rule, require: 'true' }],
    ['require false', { ...rule, require: 'false' }],
    ...(when === undefined ? [] : [without('when', { ...rest, ...given({ suspended, versions }) })]),
    ...(suspended === undefined ? [] : [without('suspended', { ...rest, ...given({ when, versions }) })]),
    ...(versions === undefined ? [] : [without('versions', { ...rest, ...given({ when, suspended }) })]),
    ...(activities.length < 2
      ? []
      : activities.map((gone) =>
          without(gone, { ...rule, activities: activities.filter((activity) => activity !== gone) }),
        )),
    ...(data === undefined ? [] : selectors(data).map(([gone, left]) => without(gone, { ...rule, data: left }))),
  ];
}

const without = (what: string, rule: Rule): [string, Rule] => [`${what} dropped`, rule];

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function given<T extends object>(fields: T): Given<T>;
function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A selector with each of its words gone; the only word is the rule itself. */
function selectors({ category, context }: Selector): [string, Selector][] {
  if (category.length + context.length < 2) return [];
  return [
    ...category.map((gone): [string, Selector] => [
      gone,
      { category: category.filter((one) => one !== gone), context },
    ]),
    ...context.map((gone): [string, Selector] => [gone, { category, context: context.filter((one) => one !== gone) }]),
  ];
}

/** Mutants of the packs that the cases judge, and the names of those that no case notices. */
export function survivors(cases: readonly Ready[], release: Release): { all: Mutant[]; survived: string[] } {
  const judged = new Set(cases.flatMap(({ packs }) => packs));
  const all = release.packs.filter(({ pack }) => judged.has(pack)).flatMap((pack) => mutantsOf(pack, release.packs));
  const survived = all.filter((mutant) => !noticed(mutant, cases, release)).map(({ name }) => name);
  return { all, survived };
}

function noticed(mutant: Mutant, cases: readonly Ready[], release: Release): boolean {
  const loaded = loadOne(mutant.pack, release);
  const concerned = cases.filter(({ packs }) => mutant.elsewhere || packs.includes(mutant.pack.pack));
  const likely = (ready: Ready) => (ready.written.by ?? []).some((rule) => mutant.name.includes(`: ${rule} `));
  const ordered = [...concerned.filter(likely), ...concerned.filter((ready) => !likely(ready))];
  return ordered.some((ready) => problemsOf(ready, hear(ready, swap(ready, loaded))).length > 0);
}

/** The mutant alone, ready to judge by: the other packs of a policy stay as they were loaded. */
function loadOne(pack: Pack, { registry }: Release): LoadedPack {
  const set = {
    set: 'mutant',
    packs: { law: [pack.pack], also: [] },
    readings: {},
    lift: [],
    evidence: 'optional' as const,
    attestation: 'optional' as const,
    scheme: 'approved-hosts',
  };
  const [loaded] = loadPolicy([pack], set, wordsOf(registry)).packs;
  if (loaded === undefined) throw new TypeError('a policy of one pack has none');
  return loaded;
}

/** The policy of a case with the mutant in it. */
function swap(ready: Ready, mutant: LoadedPack): LoadedPolicy {
  const policy = narrowed(ready);
  const put = (all: readonly LoadedPack[]) => all.map((one) => (one.pack === mutant.pack ? mutant : one));
  return { ...policy, packs: put(policy.packs), folded: put(policy.folded), shown: put(policy.shown) };
}

/** The policy of a case without the packs that it does not judge, where they do not matter to it. */
export function narrowed({ input: { policy }, packs, written }: Ready): LoadedPolicy {
  const own = (all: readonly LoadedPack[]) => all.filter(({ pack }) => packs.includes(pack));
  if (written.shown !== undefined || own(policy.packs).some(readsDuty)) return policy;
  return { ...policy, packs: own(policy.packs), folded: own(policy.folded), shown: own(policy.shown) };
}
