import { Later, Unwritten, type Value } from '../resource.ts';
import { entriesOf, isJson, type Json, listOf, member, memberAt } from './json.ts';

/** What is known of one value: `change.after`, `after_unknown` and `after_sensitive` are three trees of one shape. */
export type Known = { readonly after: unknown; readonly unknown: unknown; readonly sensitive: unknown };

/** What an expression refers to, where that can be followed. */
export type Follow = (expression: unknown) => Later | undefined;

/**
 * Joins what is known, unknown and sensitive to one value. What is unknown or sensitive becomes Later: a reference
 * where the configuration tells one. A sensitive value goes nowhere, neither here nor into a reason.
 */
export function joined(known: Known, expression: unknown, follow: Follow): Value {
  const { after, unknown, sensitive } = known;
  if (sensitive === true) return follow(leaf(expression)) ?? new Later('it is sensitive');
  if (unknown === true) return follow(leaf(expression)) ?? new Later('it is known after apply');
  if (Array.isArray(after) || Array.isArray(unknown)) return elementsOf(known, expression, follow);
  if (isJson(after) || isJson(unknown)) return membersOf(known, expression, follow);
  if (typeof after === 'string' || typeof after === 'number' || typeof after === 'boolean') return after;
  return null;
}

export function membersOf({ after, unknown, sensitive }: Known, expression: unknown, follow: Follow): Properties {
  const whole = isLeaf(expression);
  const read: [string, Value][] = [];
  const add = (key: string, isLater: boolean) => {
    const known = {
      after: member(after, key),
      unknown: isLater || member(unknown, key),
      sensitive: sensitive === true || member(sensitive, key),
    };
    read.push([key, joined(known, whole ? expression : member(expression, key), follow)]);
  };
  for (const key of keysOf(after)) add(key, false);
  for (const key of keysOf(unknown)) if (!has(after, key) && member(unknown, key) !== false) add(key, false);
  // an argument that was written, and of which the plan has no word
  const unsaid = whole ? [] : keysOf(expression).filter((key) => !has(after, key) && !has(unknown, key));
  for (const key of unsaid) if (follow(leaf(member(expression, key))) !== undefined) add(key, true);
  return Object.fromEntries(read);
}

const keysOf = (value: unknown) => (isJson(value) ? Object.keys(value) : []);

const has = (value: unknown, key: string) => isJson(value) && Object.hasOwn(value, key);

function elementsOf({ after, unknown, sensitive }: Known, expression: unknown, follow: Follow): Value[] {
  const [values, unknowns, sensitives] = [listOf(after), listOf(unknown), listOf(sensitive)];
  return Array.from({ length: Math.max(values.length, unknowns.length) }, (_, at) => {
    const known = { after: values[at], unknown: unknowns[at], sensitive: sensitives[at] };
    return joined(known, isLeaf(expression) ? expression : blockFor(expression, values, at), follow);
  });
}

/** An expression that is one value, rather than the expressions of a block. */
const isLeaf = (expression: unknown): boolean =>
  isJson(expression) &&
  (Object.hasOwn(expression, 'constant_value') || Array.isArray(member(expression, 'references')));

const leaf = (expression: unknown) => (isLeaf(expression) ? expression : undefined);

/** Every block is compared with every value: worth it for the few there are. */
const mostCompared = 50;

/**
 * The block of the configuration that a value of a plan was written in. Sets are in another order there, `dynamic`
 * blocks are missing: so it is the only one whose constants agree, or none.
 */
function blockFor(expression: unknown, values: readonly unknown[], at: number): unknown {
  const blocks = listOf(expression);
  if (blocks.length !== values.length || blocks.length > mostCompared) return undefined;
  const fitting = blocks.filter((block) => agrees(block, values[at]));
  return fitting.length === 1 ? fitting[0] : undefined;
}

const agrees = (block: unknown, value: unknown): boolean =>
  entriesOf(value).every(([key, planned]) => {
    const constant = memberAt(block, key, 'constant_value');
    return !isScalar(constant) || !isScalar(planned) || String(constant) === String(planned);
  });

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

export type Properties = { readonly [key: string]: Value };

/**
 * The values of a whole resource; each of them Later where Terraform holds all of it to be sensitive. What is unknown
 * and not written at all is its provider's to choose, but for blocks that are `onlyWritten`: a plan does not show a
 * `dynamic` block as written.
 */
export function propertiesOf(
  known: Known & { readonly after: Json },
  expressions: unknown,
  follow: Follow,
  onlyWritten: readonly string[] = [],
): Properties {
  const read = membersOf(known, expressions, follow);
  if (!isJson(expressions) || known.sensitive === true) return read;
  const unwritten = keysOf(known.unknown).filter(
    (key) => member(known.unknown, key) === true && !has(expressions, key) && !onlyWritten.includes(key),
  );
  return { ...read, ...Object.fromEntries(unwritten.map((key) => [key, providerChooses])) };
}

const providerChooses = new Unwritten('nothing is written for it: its provider fills it in on apply');
