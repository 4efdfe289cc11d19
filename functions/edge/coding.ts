import { gzipSync } from 'node:zlib';
import Negotiator from 'negotiator';
import type { Asked } from './event.ts';

/** How an answer is coded on its way (RFC 9110, section 8.4). */
export type Coding = 'gzip' | 'identity';

/** A text that fits one packet arrives no sooner when it is shorter: bytes. */
const worthwhile = 1024;

/** How a text is coded for this caller, whose headers may say anything. Who refuses every coding gets none. */
export function codingFor({ headers }: Pick<Asked, 'headers'>, text: string): Coding {
  if (Buffer.byteLength(text) <= worthwhile) return 'identity';
  const best = new Negotiator({ headers }).encoding(['gzip', 'identity']);
  return best === 'gzip' ? 'gzip' : 'identity';
}

/** Text is escaped on its way out and could outgrow Lambda's 6 MB; base64 grows by a third, whatever it holds. */
const longText = 1_000_000;

/** A text as a Lambda gives it to an HTTP API. */
export function coded(text: string, coding: Coding): { readonly body: string; readonly isBase64Encoded: boolean } {
  if (coding === 'gzip') return { body: gzipSync(text).toString('base64'), isBase64Encoded: true };
  const isBase64Encoded = text.length > longText;
  return { body: isBase64Encoded ? Buffer.from(text).toString('base64') : text, isBase64Encoded };
}
