import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};
export type Response = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};
/** Sends a request and gives the whole answer. Rejects when there is none, or half of one. */
export type Send = (request: Request) => Promise<Response>;

/** Who sends to `origin` over at most `connections`, which are kept, and gives up on an answer after `seconds`. */
export function sender(origin: string, connections: number, seconds = 30): { send: Send; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Send = ({ method, path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      // Node frames no body of a GET by itself: the next request would begin with it.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sending = request(`${origin}${path}`, { method, headers: { ...headers, ...length }, agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part) => parts.push(part));
        response.once('error', reject);
        response.once('end', () => {
          if (!response.complete) return reject(new Error('the answer was cut off'));
          const bytes = Buffer.concat(parts);
          const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      sending.setTimeout(seconds * 1000, () => sending.destroy(new Error(`no answer within ${seconds} seconds`)));
      sending.once('error', reject).end(body);
    });
  return { send, close: () => agent.destroy() };
}
