/** The body inside an aws-chunked one, and the headers that came after it. */
export type Unchunked = { readonly body: Buffer; readonly trailers: ReadonlyMap<string, string> };

const lineEnd = Buffer.from('\r\n');

/**
 * Decodes `Content-Encoding: aws-chunked`, which the SDK sends for a stream:
 *
 *     <length in hex>[;chunk-signature=…]\r\n<bytes>\r\n   … repeated …   0\r\n[<trailer>:<value>\r\n]\r\n
 *
 * Undefined when the bytes are not of that form, or end early: then nothing may be stored.
 */
export function unchunk(raw: Buffer): Unchunked | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = raw.indexOf(lineEnd, at);
    const [digits = ''] = raw.toString('latin1', at, end < 0 ? at : end).split(';');
    if (!/^[0-9a-f]{1,8}$/i.test(digits)) return undefined;
    const start = end + 2;
    const length = Number.parseInt(digits, 16);
    if (length === 0) return { body: Buffer.concat(parts), trailers: trailersIn(raw.toString('latin1', start)) };
    at = start + length + 2;
    if (!raw.subarray(at - 2, at).equals(lineEnd)) return undefined;
    parts.push(raw.subarray(start, start + length));
  }
}

function trailersIn(text: string): Map<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}
