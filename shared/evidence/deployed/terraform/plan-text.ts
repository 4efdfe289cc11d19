import { parse as parseJsonTree } from '@humanwhocodes/momoa';
import { limits } from '../../../declaration/limits.ts';
import { isJson, type Json } from './json.ts';

/** What is wrong with a whole file, and where its text breaks off. Never its words: a plan holds secrets. */
export type Refusal = { readonly because: string; readonly line?: number; readonly column?: number };

/** What a file may hold. A plan of 5,000 resources has about 20 MB, and nests some 20 deep. */
const most = { bytes: limits.evidenceBytes, depth: 200, values: 8_000_000 };

/** What people should give instead. */
export const advice = 'give what `terraform show -json PLAN` prints for the file that `terraform plan -out=PLAN` wrote';

/**
 * The JSON of a plan, or why it is none. Whoever sends it wrote the text: it is measured before it is parsed, so that
 * it can cost neither the stack nor the memory.
 */
export function parsePlanText(input: string | Uint8Array): { readonly plan: Json } | { readonly refused: Refusal } {
  if (input.length > most.bytes)
    return refused(`it is larger than ${most.bytes / 1_000_000} MB, which is the most that is read: plan in parts`);
  const text = typeof input === 'string' ? input.replace(/^\uFEFF/, '') : decoded(input);
  if (typeof text !== 'string') return { refused: text };
  const wrong = mistaken(text) ?? oversized(text);
  if (wrong !== undefined) return refused(wrong);
  try {
    const plan: unknown = JSON.parse(text);
    return isJson(plan) ? { plan } : refused(`it is JSON, but no object: ${advice}`);
  } catch {
    // the parser's message quotes the text, so only its place is kept
    return { refused: { because: `it is not JSON: ${advice}`, ...breakOf(text) } };
  }
}

const refused = (because: string) => ({ refused: { because } });

/** PowerShell's `>` writes UTF-16, which says so in its first bytes, or in the zeros around its first brace. */
function decoded(bytes: Uint8Array): string | Refusal {
  const [first, second] = bytes;
  const zip = first === 0x50 && second === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
  if (zip) return { because: `it is the binary plan file itself: ${advice}` };
  const little = (first === 0xff && second === 0xfe) || (first === 0x7b && second === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x7b);
  const encoding = little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return {
      because: `it is not ${encoding.toUpperCase()} text, as its first bytes say: save it as UTF-8, and ${advice}`,
    };
  }
}

/** Other files that people have at hand, by how they begin. */
const mistakes: readonly { readonly found: RegExp; readonly because: string }[] = [
  { found: /^\s*$/, because: `it is empty: ${advice}` },
  { found: /^PK\W{2}/, because: `it is the binary plan file itself: ${advice}` },
  { found: /^\s*\{"@level"/, because: `it is the log of \`terraform plan -json\`: ${advice}` },
  {
    found: /^\s*\[command\]/,
    because:
      'its first line is of the wrapper that `hashicorp/setup-terraform` installs: set `terraform_wrapper: false` there',
  },
  {
    found: /^(?!\s*[{[])[\s\S]{0,4000}?(?:Terraform|OpenTofu) (?:will perform|used the selected|planned the following)/,
    because: `it is a plan as people read it: ${advice}`,
  },
  {
    found: /^\s*(?:#[^\n]{0,400}\n\s*)*(?:resource|provider|module|variable|terraform|locals|data) ?["{]/,
    because: `it is configuration, and no plan of it: ${advice}`,
  },
];

const mistaken = (text: string) => {
  const head = text.slice(0, 5_000);
  const known = mistakes.find(({ found }) => found.test(head))?.because;
  if (known !== undefined || !head.slice(0, 4).includes('\0')) return known;
  return 'it is UTF-16 that was read as UTF-8: pass its bytes, or save it as UTF-8';
};

/** Why JSON is more than anybody deploys, if it is: counts what parsing would make, without making it. */
export function oversized(text: string): string | undefined {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfText(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      values += 1;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (code === 0x2c) values += 1;
    if (depth > most.depth) return `it is nested deeper than ${most.depth} levels, as no plan and no template is`;
    if (values > most.values) return `it holds more than ${most.values} values: plan or deploy in parts`;
  }
  return undefined;
}

const quote = 0x22;

/** Where the text that begins at a quotation mark ends; past the end when it does not. */
function endOfText(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
  } while (escapedAt(text, end));
  return end;
}

function escapedAt(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}

/** Reading a tree with positions takes long; a longer text is said to be no JSON without a place. */
const mostLocated = 4_000_000;

function breakOf(text: string): { line: number; column: number } | undefined {
  if (text.length > mostLocated) return undefined;
  try {
    parseJsonTree(text, { mode: 'json' });
  } catch (cause) {
    const [line, column] = [member(cause, 'line'), member(cause, 'column')];
    if (line !== undefined && column !== undefined) return { line, column };
  }
  return undefined;
}

const member = (cause: unknown, key: 'line' | 'column'): number | undefined => {
  const value: unknown = cause instanceof Error ? Reflect.get(cause, key) : undefined;
  return typeof value === 'number' ? value : undefined;
};
