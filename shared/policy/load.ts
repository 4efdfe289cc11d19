import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { digestOf } from '../canonical.ts';
import { type FactSpec, type FactSpecs, type FactSubject, factSubjects } from '../declaration/fact.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import { type Issue, NivasError } from '../error.ts';
import { type Condition, condition } from './evaluate.ts';
import { builtin, environments, parse } from './language.ts';
import { lint, type Reads, type Words } from './lint.ts';
import type { Pack, PolicySet, Rule } from './pack.ts';
import { type Template, template } from './template.ts';

export type LoadedRule = Omit<Rule, 'when' | 'require' | 'because' | 'remedy'> & {
  readonly when: Condition | undefined;
  readonly require: Condition;
  readonly because: Template;
  readonly remedy: Template | undefined;
  /** Paths that `when` and `require` read. */
  readonly reads: Reads;
};

/** A pack whose expressions are parsed on first use. `digest` is over the pack as published. */
export type LoadedPack = Omit<Pack, 'rules'> & {
  /** The pack as written; its rules' data and effects can be asked without parsing an expression. */
  readonly written: Pack;
  readonly digest: string;
  readonly applies: Condition;
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
  const issues = [
    ...repeated(packs),
    ...packs.flatMap(structural),
    ...clashingFacts(packs),
    ...unresolved(set, packs, words),
  ];
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

/** Every problem of every pack that only its expressions show: syntax, types, misspelt words, bounds. */
export function checkPacks(packs: readonly Pack[], words: Words): Issue[] {
  return packs.flatMap((pack) =>
    expressionsOf(pack).flatMap(({ pointer, attempt }) => fault(pack, pointer, () => attempt(words))),
  );
}

function loadPack(pack: Pack, words: Words): LoadedPack {
  const compiled = once(() => pack.rules.map((rule, index) => loadRule(pack, rule, index, words)));
  const applies = once(() => compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words));
  return {
    ...pack,
    written: pack,
    digest: digestOf(pack),
    applies: (scope) => applies().condition(scope),
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

function loadRule(pack: Pack, rule: Rule, index: number, words: Words): LoadedRule {
  const pointer = `/rules/${index}`;
  const { when, require, because, remedy, ...rest } = rule;
  const asked =
    when === undefined ? undefined : compileCondition(pack, `${pointer}/when`, whenSpeaker(rule), when, words);
  const required = compileCondition(pack, `${pointer}/require`, rule.for, require, words);
  const environment = environmentOf(pack)[rule.for];
  return {
    ...rest,
    when: asked?.condition,
    require: required.condition,
    because: template(environment, because),
    remedy: remedy === undefined ? undefined : template(environment, remedy),
    reads: [...(asked?.reads ?? []), ...required.reads],
  };
}

/** Whether a document is needed cannot depend on the document. */
const whenSpeaker = (rule: Rule): FactSubject => (rule.for === 'document' ? 'application' : rule.for);

type Compiled = { readonly condition: Condition; readonly reads: Reads };

function compileCondition(pack: Pack, pointer: string, speaker: FactSubject, text: string, words: Words): Compiled {
  const { ast, reads } = checked(pack, environmentOf(pack)[speaker], pointer, text, words);
  return { condition: condition(ast), reads };
}

function checked(
  pack: Pack,
  environment: Environment,
  pointer: string,
  text: string,
  words: Words,
): { ast: ASTNode; reads: Reads } {
  try {
    const { ast, type } = parse(environment, text);
    if (type !== 'bool') throw new SyntaxError(`expected a condition, this is of type ${type}`);
    const reads = lint(ast, pack, words);
    if (pointer === '/appliesTo' && reads.some((path) => path.includes('staysInIndia')))
      throw new SyntaxError(
        'whether a pack applies cannot depend on `staysInIndia`, which depends on which packs apply',
      );
    return { ast, reads };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const message = `pack \`${pack.pack}\`: ${cause.message}`;
    throw new NivasError('pack_invalid', message, [{ pointer, message }], { cause });
  }
}

const environmentsByPack = new WeakMap<Pack, ReturnType<typeof environments>>();

function environmentOf(pack: Pack): ReturnType<typeof environments> {
  const made = environmentsByPack.get(pack) ?? environments(pack);
  environmentsByPack.set(pack, made);
  return made;
}

function expressionsOf(pack: Pack): { pointer: string; attempt: (words: Words) => unknown }[] {
  return [
    {
      pointer: '/appliesTo',
      attempt: (words) => compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words),
    },
    ...pack.rules.map((rule, index) => ({
      pointer: `/rules/${index}`,
      attempt: (words: Words) => loadRule(pack, rule, index, words),
    })),
    { pointer: '/facts', attempt: (words) => unusedFacts(pack, words) },
  ];
}

function fault(pack: Pack, pointer: string, attempt: () => unknown): Issue[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof NivasError) return [...error.issues];
    if (error instanceof Error) return [{ pointer, message: `pack \`${pack.pack}\`: ${error.message}` }];
    throw error;
  }
}

function unusedFacts(pack: Pack, words: Words): void {
  const read = new Set(
    [
      ...pack.rules.flatMap((rule, index) => loadRule(pack, rule, index, words).reads),
      ...compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words).reads,
    ].flat(),
  );
  const unused = Object.keys(pack.facts).filter((name) => !read.has(name));
  if (unused.length > 0) throw new SyntaxError(`no rule reads ${unused.map((name) => `\`${name}\``).join(', ')}`);
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
      const same = !other || (other.spec.type === spec.type && String(other.spec.values) === String(spec.values));
      return same
        ? []
        : [{ pointer, message: `pack \`${pack}\`: \`${name}\` means something else in \`${other.pack}\`` }];
    }),
  );
}

function unresolved(set: PolicySet, packs: readonly Pack[], words: Words): Issue[] {
  const ids = new Set(packs.map(({ pack }) => pack));
  const named = [...(set.packs.law === 'all' ? [] : set.packs.law), ...set.packs.also];
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
    ...(words.schemes.has(set.scheme)
      ? []
      : [{ pointer: '/scheme', message: `policy set \`${set.set}\`: no scheme \`${set.scheme}\`` }]),
  ];
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
