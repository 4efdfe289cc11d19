import { Joined, Later, type Value } from '../resource.ts';
import { forEach } from './alternatives.ts';
import { joined } from './joined-text.ts';
import { isList } from './raw.ts';
import type { Work } from './work.ts';

/** Stands in a text for what is later known: from Unicode's private use, which no template holds. */
const mark = '\ue000';

/**
 * A value that is written as JSON in a text, also where parts of the text are not known; undefined for any other
 * text. CDK's `Custom::AWS` holds its calls so, and a call's `region` may be another one.
 */
export function parseEmbedded(value: Value, work: Work): Value | undefined {
  const parts = value instanceof Joined ? value.parts : [value];
  const known = parts.map((part, index) => (typeof part === 'string' ? part : `${mark}${index}${mark}`));
  if (!/^\s*[[{]/.test(known[0] ?? '') || parts.some((part) => typeof part === 'string' && part.includes(mark)))
    return undefined;
  const text = known.join('');
  if (!work.characters(text.length)) return undefined;
  try {
    return filled(JSON.parse(text), parts, work, 0);
  } catch (cause) {
    // text that only begins like JSON is no error: it stays as it is
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function filled(raw: unknown, parts: readonly Value[], work: Work, depth: number): Value {
  if (typeof raw === 'string') return withParts(raw, parts, work);
  if (raw === null || typeof raw === 'number' || typeof raw === 'boolean') return raw;
  if (typeof raw !== 'object' || depth > 50 || !work.value(2)) return new Later('it is nested too deeply');
  if (isList(raw)) return raw.map((item) => filled(item, parts, work, depth + 1));
  return Object.fromEntries(Object.entries(raw).map(([key, item]) => [key, filled(item, parts, work, depth + 1)]));
}

function withParts(text: string, parts: readonly Value[], work: Work): Value {
  if (!text.includes(mark)) return text;
  return (
    joined(
      text.split(mark).map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)])),
      work,
    ) ?? text
  );
}

/** Properties in which the calls of a `Custom::AWS` can be read: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources.AwsCustomResource.html */
export function withCalls(
  properties: { readonly [key: string]: Value },
  work: Work,
): { readonly [key: string]: Value } {
  const entries = Object.entries(properties).map(([key, value]): [string, Value] => {
    if (!['Create', 'Update', 'Delete'].includes(key)) return [key, value];
    const read = forEach([value], work, ([one]) => (one === undefined ? one : (parseEmbedded(one, work) ?? one)));
    return [key, read ?? value];
  });
  return Object.fromEntries(entries);
}
