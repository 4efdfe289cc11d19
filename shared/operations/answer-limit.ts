import { NivasError } from '../error.ts';

/** A Lambda answers with 6 MB at most, in base64 or escaped: this much text always fits. */
const mostBytes = 4_000_000;

/** Gives the text back. Refuses one that could never be answered, before anything is recorded of it. */
export function answerable(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  throw new NivasError('body_too_large', 'the answer would be longer than 4 MB: declare smaller applications');
}
