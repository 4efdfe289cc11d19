import { channel } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import { ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { type Call, callOf } from './call.ts';

/** What a store said. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

/** One try of one call, held between the service and a store. */
export type Try = {
  readonly call: Call;
  /** Has the store do it, whether or not anybody still waits for the answer. */
  readonly pass: () => Promise<Answer>;
  readonly answer: (answer: Answer) => void;
  /** Closes the connection. */
  readonly drop: () => void;
  /** From here on the one who asked only waits, so time may go by; until `wake`. */
  readonly rest: () => void;
  readonly wake: () => void;
};

/** What becomes of a try. */
export type Fate = (at: Try) => Promise<void> | void;

export const untouched: Fate = async ({ pass, answer }) => answer(await pass());

export type Line = {
  /** Where the service believes its stores are. */
  readonly origin: string;
  /** Every try, in the order they came. */
  readonly tries: Call[];
  /** What the next tries meet. */
  fate: Fate;
  /** While somebody works, a request being on its way or a store not having answered: resolves when that changes. */
  readonly busy: () => Promise<unknown> | undefined;
  /** Ends connections that nobody uses. */
  readonly hangUp: () => void;
};

type Stores = { readonly dynamodb: string; readonly s3: string };

const mark = 'x-line';
const Created = z.object({ request: z.instanceof(ClientRequest) });

/** Stands between the service and its stores, so that every try of every call passes here. */
export async function openLine(stores: Stores): Promise<Line> {
  const under = requestsUnderWay();
  const server = createServer((received, response) => void meet(received, response).catch(() => response.destroy()));
  const meet = async (received: IncomingMessage, response: ServerResponse) => {
    response.sendDate = false;
    const body = Buffer.concat(await received.toArray());
    const call = callOf(received, body);
    line.tries.push(call);
    const store = call.service === 'dynamodb' ? stores.dynamodb : stores.s3;
    await line.fate({
      call,
      pass: () => forward(store, received, body),
      answer: ({ status, headers, body: said }) => response.writeHead(status, { ...headers }).end(said),
      drop: () => response.destroy(),
      rest: () => under.turn(received, 'waits'),
      wake: () => under.turn(received, 'works'),
    });
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => server.closeAllConnections());
  afterAll(() => void server.close());
  const address = server.address();
  const line: Line = {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`,
    tries: [],
    fate: untouched,
    busy: under.busy,
    hangUp: () => server.closeIdleConnections(),
  };
  return line;
}

/** Requests of this process that are under way, by a mark that they carry, and whether something moves them. */
function requestsUnderWay() {
  const under = new Map<string, 'works' | 'waits'>();
  const changes = new EventEmitter();
  let made = 0;
  channel('http.client.request.created').subscribe((message) => {
    const { request: sent } = Created.parse(message);
    const name = String(made++);
    sent.setHeader(mark, name);
    under.set(name, 'works');
    sent.once('close', () => {
      under.delete(name);
      changes.emit('change');
    });
  });
  return {
    busy: () => ([...under.values()].includes('works') ? once(changes, 'change') : undefined),
    turn: ({ headers }: IncomingMessage, to: 'works' | 'waits') => {
      const name = String(headers[mark]);
      // closed meanwhile: nobody waits for it any more
      if (under.has(name)) under.set(name, to);
      changes.emit('change');
    },
  };
}

/** What stays between us and a store; and its clock, which the client would believe more than ours. */
const unsaid = ['transfer-encoding', 'connection', 'keep-alive', 'date'];

/** The request as it came: presigned ones name their host. */
function forward(origin: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { [mark]: _, ...own } = headers;
  const sent = request(`${origin}${url}`, { method, headers: own }, async (response) => {
    const said = Buffer.concat(await response.toArray());
    const kept = Object.entries(response.headers).flatMap(([name, value]) =>
      value === undefined || unsaid.includes(name) ? [] : [[name, value] as const],
    );
    resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(kept), body: said });
  });
  sent.on('error', reject).end(body);
  return promise;
}
