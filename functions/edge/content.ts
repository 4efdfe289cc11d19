import { gunzipSync } from 'node:zlib';
import { type Body, mediaTypes } from '../../shared/api/body.ts';
import type { Format } from '../../shared/declaration/source.ts';
import { NivasError } from '../../shared/error.ts';
import type { Event } from './event.ts';

/** A request's body: `bytes` as they were before compression, and the text they are. */
export type Content = { readonly format: Format; readonly bytes: Uint8Array; readonly text: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body that anybody may have sent. No more of it is inflated than the route takes. */
export function contentOf({ headers, body, isBase64Encoded }: Event, { most }: Body): Content {
  const format = formatOf(headers['content-type'], most);
  const limit = most[format] ?? 0;
  const sent = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (sent.length > limit) throw tooLarge(limit);
  const bytes = decoded(sent, headers['content-encoding'], limit);
  return { format, bytes, text: textOf(bytes) };
}

/** The one parameter we know is `charset`, and the one charset is UTF-8. */
function formatOf(header: string | undefined, most: Body['most']): Format {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((part) => part.startsWith('charset='))?.replace(/^charset="?([^"]*)"?$/, '$1');
  const formats = (['json', 'yaml'] as const).filter((format) => most[format] !== undefined);
  const format = formats.find((each) => mediaTypes[each].includes(type));
  if (format !== undefined && (charset === undefined || charset === 'utf-8')) return format;
  const known = formats.map((each) => `\`${mediaTypes[each][0]}\``).join(' or ');
  throw new NivasError('media_type_unsupported', `expected a \`content-type\` of ${known}, in UTF-8`);
}

function decoded(sent: Uint8Array, coding = 'identity', limit: number): Uint8Array {
  switch (coding.toLowerCase().trim()) {
    case 'identity':
      return sent;
    case 'gzip':
      return inflated(sent, limit);
    default:
      throw new NivasError('media_type_unsupported', 'expected a `content-encoding` of `gzip`, or none');
  }
}

function inflated(sent: Uint8Array, limit: number): Uint8Array {
  try {
    return gunzipSync(sent, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(limit, cause);
    throw new NivasError('body_malformed', 'the body is not gzip', [], { cause });
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = utf8.decode(bytes);
    if (!text.includes('\\') || !escapesHalf(text)) return text;
  } catch (cause) {
    throw new NivasError('body_malformed', 'the body is not UTF-8', [], { cause });
  }
  throw new NivasError('body_malformed', 'the body escapes half a character, as `\\ud800` without its other half');
}

/** Half a surrogate pair has no UTF-8 and so no canonical form (RFC 8785): nothing that holds it can be digested. */
function escapesHalf(text: string): boolean {
  const pair = /\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}/gi;
  return /\\u(?:0000)?d[89a-f][0-9a-f]{2}/i.test(text.replaceAll('\\\\', ' ').replace(pair, ''));
}

const tooLarge = (limit: number, cause?: unknown) =>
  new NivasError('body_too_large', `expected at most ${limit} bytes`, [], { cause });
