import { type Part, partsOf, type Side } from './statement.ts';

/** One thing that two versions of packs do not say alike. A part that only one has is told as a whole. */
export type Difference = Pick<Part, 'kind' | 'name'> &
  (
    | { readonly change: 'added' | 'removed'; readonly title: string }
    | {
        readonly change: 'changed';
        readonly aspect: string;
        /** Left out: it said nothing about that. */
        readonly was?: string;
        readonly is?: string;
      }
  );

/** What is different from one version of a pack to another, in words: first the pack, then rules, questions, readings. */
export function differences(from: Side, to: Side): Difference[] {
  const [before, after] = [partsOf(from), partsOf(to)];
  const pairs = before.map((was) => ({ was, is: after.find((one) => samePart(one, was)) }));
  const added = after.filter((is) => !before.some((was) => samePart(was, is)));
  const all = [
    ...pairs.flatMap(({ was, is }) => (is === undefined ? [whole('removed', was)] : changes(was, is))),
    ...added.map((is) => whole('added', is)),
  ];
  return all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

const order: readonly Part['kind'][] = ['pack', 'rule', 'question', 'reading'];

/** Two packs are compared under whatever name; everything else is what its name says. */
const samePart = (one: Part, other: Part) =>
  one.kind === other.kind && (one.kind === 'pack' || one.name === other.name);

const whole = (change: 'added' | 'removed', { kind, name, title }: Part): Difference => ({ kind, name, change, title });

function changes(was: Part, is: Part): Difference[] {
  const { kind, name } = was;
  const said = apart(was.says, is.says);
  const told = new Set(said.map(({ aspect }) => aspect));
  const written = apart(plain(was.written), plain(is.written)).filter(({ aspect }) => !told.has(aspect));
  return [...said, ...written.map((one) => ({ ...one, aspect: `${one.aspect}, as written` }))].map((one) => ({
    kind,
    name,
    change: 'changed',
    ...one,
  }));
}

type Aspects = Readonly<Record<string, string | undefined>>;

function apart(was: Aspects, is: Aspects): { aspect: string; was?: string; is?: string }[] {
  const aspects = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return aspects
    .filter((aspect) => was[aspect] !== is[aspect])
    .map((aspect) => ({
      aspect,
      ...(was[aspect] === undefined ? {} : { was: was[aspect] }),
      ...(is[aspect] === undefined ? {} : { is: is[aspect] }),
    }));
}

/** Where a line breaks in the file is no difference. */
const plain = (texts: Aspects = {}): Aspects =>
  Object.fromEntries(Object.entries(texts).map(([aspect, text]) => [aspect, text?.replaceAll(/\s+/g, ' ').trim()]));
