import { NivasError } from '../error.ts';

/** A Lambda answers with 6 MB at most, in base64 or escaped: this much text always fits. */
const mostBytes = 4_000_000;

/** Whether an answer of this text can be sent. */
export const isAnswerable = (text: string): boolean => Buffer.byteLength(text) <= mostBytes;

/** Gives the text back. Throws `body_too_large` for one that could never be sent, before anything is recorded of it. */
export function answerable(text: string): string {
  if (isAnswerable(text)) return text;
  const message = 'the answer would be longer than 4 MB: ask for less, or declare smaller applications';
  throw new NivasError('body_too_large', message);
}

/** The JSON text of an answer, laid out to be read: people paste it from a terminal. Throws as `answerable` does. */
export const answerText = (answer: unknown): string => answerable(`${JSON.stringify(answer, null, 2)}\n`);
