import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import type { FactSubject } from '../declaration/fact.ts';
import { NivasError } from '../error.ts';
import { type Condition, condition } from './evaluate.ts';
import { faultOf } from './expression-fault.ts';
import { environments, parse } from './language.ts';
import { lint, type Reads, type Words } from './lint.ts';
import type { Pack, Rule } from './pack.ts';
import { type Template, template } from './template.ts';

/** A rule whose expressions are compiled. */
export type LoadedRule = Omit<Rule, 'when' | 'require' | 'because' | 'remedy'> & {
  readonly when: Condition | undefined;
  readonly require: Condition;
  readonly because: Template;
  readonly remedy: Template | undefined;
  /** Paths that `when` and `require` read. */
  readonly reads: Reads;
};

/** Parses, checks and compiles one rule; a fault names the expression by its pointer in the pack. */
export function compileRule(pack: Pack, rule: Rule, index: number, words: Words): LoadedRule {
  const pointer = `/rules/${index}`;
  const { when, require, because, remedy, ...rest } = rule;
  const asked =
    when === undefined ? undefined : compileCondition(pack, `${pointer}/when`, whenSpeaker(rule), when, words);
  const required = compileCondition(pack, `${pointer}/require`, rule.for, require, words);
  return {
    ...rest,
    when: asked?.condition,
    require: required.condition,
    because: compileSentence(pack, `${pointer}/because`, rule.for, because),
    remedy: remedy === undefined ? undefined : compileSentence(pack, `${pointer}/remedy`, rule.for, remedy),
    reads: [...(asked?.reads ?? []), ...required.reads],
  };
}

/** Whether a document is needed cannot depend on the document. */
export const whenSpeaker = (rule: Rule): FactSubject => (rule.for === 'document' ? 'application' : rule.for);

type Compiled = { readonly condition: Condition; readonly reads: Reads; readonly ast: ASTNode };

/** Parses, checks and compiles one condition. */
export function compileCondition(
  pack: Pack,
  pointer: string,
  speaker: FactSubject,
  text: string,
  words: Words,
): Compiled {
  const { ast, reads } = checked(pack, environmentOf(pack)[speaker], pointer, text, words);
  return { condition: condition(ast), reads, ast };
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
    if (/^\/(appliesTo|unless)/.test(pointer) && reads.some((path) => path.includes('staysInIndia')))
      throw new SyntaxError(
        'whether a pack applies cannot depend on `staysInIndia`, which depends on which packs apply',
      );
    return { ast, reads };
  } catch (cause) {
    throw invalid(pack, pointer, text, cause);
  }
}

/** Makes one sentence with holes ready. */
export function compileSentence(pack: Pack, pointer: string, speaker: FactSubject, text: string): Template {
  try {
    return template(environmentOf(pack)[speaker], text);
  } catch (cause) {
    throw invalid(pack, pointer, text, cause);
  }
}

function invalid(pack: Pack, pointer: string, text: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const message = `pack \`${pack.pack}\`: ${faultOf(cause, pack, text)}`;
  return new NivasError('pack_invalid', message, [{ pointer, message }], { cause });
}

/** The syntax tree of an expression, with the type of each node, for who puts it into words. */
export const syntaxOf = (pack: Pack, speaker: FactSubject, text: string): ASTNode =>
  parse(environmentOf(pack)[speaker], text).ast;

const environmentsByPack = new WeakMap<Pack, ReturnType<typeof environments>>();

function environmentOf(pack: Pack): ReturnType<typeof environments> {
  const made = environmentsByPack.get(pack) ?? environments(pack);
  environmentsByPack.set(pack, made);
  return made;
}
