import { digestOf } from '../canonical.ts';
import { type FactSpecs, type FactSubject, factSubjects } from '../declaration/fact.ts';
import { roles } from '../declaration/vocabulary.ts';
import { NivasError } from '../error.ts';
import type { Condition } from './evaluate.ts';
import { compileCondition, compileRule, type LoadedRule } from './expressions.ts';
import type { Words } from './lint.ts';
import type { Pack, PolicySet } from './pack.ts';
import { structuralIssues } from './structure.ts';

/** A pack whose expressions are parsed on first use. `digest` is over the pack as published. */
export type LoadedPack = Omit<Pack, 'rules'> & {
  /** The roles that `appliesTo` names: what is claimed of them is why the pack applies. */
  readonly roles: readonly string[];
  /** The pack as written; its rules' data and effects can be asked without parsing an expression. */
  readonly written: Pack;
  readonly digest: string;
  readonly applies: Condition;
  /** What takes out of its reach, and in which words. */
  readonly freed: readonly { readonly when: Condition; readonly why: string }[];
  readonly rules: readonly LoadedRule[];
  /** Names of the readings that its rules depend on. */
  readonly disputed: readonly string[];
};

/** What a tenant is judged by. `folded` decide the verdict; `shown` stand beside it. */
export type LoadedPolicy = {
  readonly set: PolicySet;
  readonly digest: string;
  readonly packs: readonly LoadedPack[];
  readonly folded: readonly LoadedPack[];
  readonly shown: readonly LoadedPack[];
  readonly facts: FactSpecs;
};

/**
 * Makes packs ready to judge by. Throws `pack_invalid`, with a pointer for each problem, for what cannot be told
 * without running an expression; `checkPacks` says the rest.
 */
export function loadPolicy(packs: readonly Pack[], set: PolicySet, words: Words): LoadedPolicy {
  const issues = structuralIssues(packs, set, words);
  if (issues.length > 0) throw new NivasError('pack_invalid', issues[0]?.message ?? '', issues);
  const loaded = packs.map((pack) => loadPack(pack, words));
  const named = (ids: readonly string[]) => loaded.filter(({ pack }) => ids.includes(pack));
  const law = set.packs.law === 'all' ? loaded.filter(({ kind }) => kind === 'law') : named(set.packs.law);
  const chosen = new Set([...law, ...named(set.packs.also)]);
  const decides = ({ kind }: LoadedPack) => kind === 'law' || kind === 'policy';
  return {
    set,
    digest: digestOf({ set, packs: loaded.map(({ pack, digest }) => ({ pack, digest })) }),
    packs: loaded,
    folded: [...chosen].filter(decides),
    shown: loaded.filter((pack) => !decides(pack)),
    facts: unionOfFacts(packs),
  };
}

/** A pack whose checks are done, ready to be asked. */
export function loadPack(pack: Pack, words: Words): LoadedPack {
  const compiled = once(() => pack.rules.map((rule, index) => compileRule(pack, rule, index, words)));
  const applies = once(() => compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words));
  return {
    ...pack,
    written: pack,
    digest: digestOf(pack),
    applies: (scope) => applies().condition(scope),
    freed: pack.unless.map(({ when, why }, index) => {
      const frees = once(() => compileCondition(pack, `/unless/${index}/when`, 'application', when, words));
      return { when: (scope) => frees().condition(scope), why };
    }),
    // a role can stand in the expression only as a text in quotes
    roles: roles.filter((role) => pack.appliesTo.includes(`'${role}'`)),
    get rules() {
      return compiled();
    },
    get disputed() {
      const read = new Set(
        compiled().flatMap(({ reads }) =>
          reads.flatMap(([first, name]) => (first === 'reading' && name ? [name] : [])),
        ),
      );
      return Object.keys(pack.readings).filter((name) => read.has(name));
    },
  };
}

/** Facts at the door are those of all packs: the operator answers once, whoever asks. */
function unionOfFacts(packs: readonly Pack[]): FactSpecs {
  const of = (subject: FactSubject) =>
    new Map(packs.flatMap(({ facts }) => Object.entries(facts).filter(([, { on }]) => on === subject)));
  const [application, asset, placement, document, owner] = factSubjects;
  return {
    application: of(application),
    asset: of(asset),
    placement: of(placement),
    document: of(document),
    owner: of(owner),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
