import type { ASTNode } from '@marcbachmann/cel-js';
import { typeOf } from '../operands.ts';
import { comparison } from './comparison.ts';
import { asWritten, chosen, countryNamed, isCountry, phrase, type Speech } from './phrase.ts';

/**
 * A condition in words. All of `every` must hold, one of `some` is enough; `holds` is said of what `of` names, as
 * `for every owner`.
 */
export type Wording =
  | string
  | { readonly every: readonly Wording[] }
  | { readonly some: readonly Wording[] }
  | { readonly of: string; readonly holds: Wording };

const always = 'always';
const never = 'never';

/** Puts a checked condition of the pack language into words; with `want` false, that it does not hold. */
export function wording(node: ASTNode, speech: Speech, want = true): Wording {
  switch (node.op) {
    case 'value':
      return node.args === want ? always : never;
    case '&&':
    case '||': {
      const parts = node.args.map((part) => wording(part, speech, want));
      return (node.op === '&&') === want ? everyOf(parts) : someOf(parts);
    }
    case '!_':
      return wording(node.args, speech, !want);
    case '?:':
      return choice(node.args, speech, want);
    case 'rcall':
      return methodCall(node.args, speech, want) ?? unsaid(node, want);
    case 'call':
      return undecided(node.args) ?? unsaid(node, want);
    case '.':
      return truth(node, speech, want);
    default:
      return comparison(node, speech, want) ?? unsaid(node, want);
  }
}

const unsaid = (node: ASTNode, want: boolean) => `${asWritten(node)} is ${want}`;

function everyOf(parts: readonly Wording[]): Wording {
  const flat = parts
    .flatMap((part) => (typeof part === 'object' && 'every' in part ? part.every : [part]))
    .filter((part) => part !== always);
  const [first = always, ...others] = flat.includes(never) ? [never] : flat;
  return others.length === 0 ? first : { every: flat };
}

function someOf(parts: readonly Wording[]): Wording {
  const flat = parts
    .flatMap((part) => (typeof part === 'object' && 'some' in part ? part.some : [part]))
    .filter((part) => part !== never);
  const [first = never, ...others] = flat.includes(always) ? [always] : flat;
  return others.length === 0 ? first : { some: flat };
}

function choice([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode], speech: Speech, want: boolean): Wording {
  return someOf([
    everyOf([wording(test, speech), wording(yes, speech, want)]),
    everyOf([wording(test, speech, false), wording(no, speech, want)]),
  ]);
}

/** The rules leave it open: that it does not hold is as open. */
function undecided([name, [why]]: readonly [string, readonly ASTNode[]]): string | undefined {
  return name === 'undecided' && why?.op === 'value' ? `nobody can tell: ${why.args}` : undefined;
}

const truths: Readonly<Record<string, (of: string) => readonly [yes: string, no: string]>> = {
  'Asset.staysInIndia': (of) => [`some rule keeps ${of} in India`, `no rule keeps ${of} in India`],
  'Owner.direct': (of) => [`${of} holds the operator itself`, `${of} holds the operator only through another owner`],
  'Owner.control': (of) => [`${of} is in control`, `${of} is not in control`],
  'Terms.quoted': () => [
    'the sentence that is quoted from the public terms stands there word for word',
    'the sentence that is quoted from the public terms does not stand there word for word',
  ],
};

function truth(node: ASTNode & { readonly op: '.' }, speech: Speech, want: boolean): string {
  const [of, name] = node.args;
  const known = `${typeOf(of)}.${name}`;
  const words = Object.hasOwn(truths, known) ? truths[known]?.(phrase(of, speech)) : undefined;
  if (words) return words[want ? 0 : 1];
  return `${phrase(node, speech)} is ${want ? 'yes' : 'no'}`;
}

type MethodCall = readonly [string, ASTNode, readonly ASTNode[]];

function methodCall([name, on, args]: MethodCall, speech: Speech, want: boolean): Wording | undefined {
  const [first, second] = args;
  if ((name === 'exists' || name === 'all') && first?.op === 'id' && second)
    return quantified(on, first.args, second, speech, (name === 'exists') === want, want);
  const is = want ? 'is' : 'is not';
  const text = first?.op === 'value' ? String(first.args) : '';
  const of = phrase(on, speech);
  switch (name) {
    case 'onlyIn':
      return `${of} ${want ? 'is only in' : 'is not, or not only, in'} ${countryNamed(text, speech)}`;
    case 'includes':
      return `${of} ${is} in ${countryNamed(text, speech)}${want ? ', perhaps not only there' : ''}`;
    case 'approved':
      return `${of} ${is} approved${text === '' ? '' : ` under \`${text}\``} on the date of the audit`;
    case 'inTable':
      return `${of} ${is} in a country of the list \`${text}\``;
    default:
      return verbs[name] && `${of} ${verbs[name][want ? 0 : 1]} \`${text}\``;
  }
}

const verbs: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  under: ['falls under', 'does not fall under'],
  startsWith: ['begins with', 'does not begin with'],
  endsWith: ['ends with', 'does not end with'],
  contains: ['contains', 'does not contain'],
};

/** `exists`: at least one, else every; what is said of them is said with `want`. */
function quantified(
  list: ASTNode,
  variable: string,
  body: ASTNode,
  speech: Speech,
  exists: boolean,
  want: boolean,
): Wording {
  const words = phrase(list, speech);
  // "`bank` or `nbfc` is one of the roles" needs no more words
  const plain = list.op === 'list' && body.op === 'in' && exists && want;
  const noun = { words: plain ? words : nounOf(list, speech), country: isCountry(list, speech) };
  const holds = wording(body, { ...speech, bound: new Map([...speech.bound, [variable, noun]]) }, want);
  if (plain) return holds;
  const nothing = exists ? never : always;
  if (holds === nothing) return nothing;
  if (list.op !== 'list') return { of: `for ${exists ? 'at least one' : 'every'} ${words}`, holds };
  if (exists) return { of: `for at least one of ${words}`, holds };
  const each = list.args.map((item) => phrase(item, speech));
  return { of: `for each of ${chosen(each, 'and')}`, holds };
}

const nouns: Readonly<Record<string, string>> = {
  'list<Placement>': 'that place',
  'list<Asset>': 'this data',
  'list<Doc>': 'that document',
  'list<Owner>': 'that owner',
};

/** What one element is called where it was just spoken of. Quantifiers nest at most twice. */
function nounOf(list: ASTNode, { bound }: Speech): string {
  const noun = nouns[typeOf(list)] ?? 'it';
  return [...bound.values()].some(({ words }) => words === noun) ? noun.replace(' ', ' further ') : noun;
}
