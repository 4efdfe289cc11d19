import autocannon from 'autocannon';
import type { Chance } from './chance.ts';
import { type Latencies, makeLatencies } from './latencies.ts';
import { type Asked, keyed, type Profile } from './profile.ts';

export type LoadPlan = {
  readonly origin: string;
  readonly profile: Profile;
  readonly chance: Chance;
  readonly clients: number;
  readonly seconds: number;
};
export type Load = {
  readonly latencies: Latencies;
  /** Answers a second. */
  readonly rate: number;
  /** Requests without an answer: within 30 seconds, or at all. */
  readonly timeouts: number;
  readonly errors: number;
};

/** So many clients, each of which asks again as soon as it is answered, each in an order of its own. */
export async function runLoad({ origin, profile, chance, clients, seconds }: LoadPlan): Promise<Load> {
  const latencies = makeLatencies();
  const setupClient = (client: autocannon.Client) => {
    let answeredKind: string = '';
    const requests = profile(chance).map((asked) => ({
      ...requestOf(asked),
      onResponse: () => {
        answeredKind = asked.kind;
      },
    }));
    client.setRequests(requests);
    client.on('response', (status, _bytes, milliseconds) => latencies.add(answeredKind, status, milliseconds));
  };
  const options = { url: origin, connections: clients, duration: seconds, timeout: 30, setupClient };
  const { duration, errors, timeouts } = await autocannon(options);
  return { latencies, rate: latencies.of().count / duration, timeouts, errors: errors - timeouts };
}

function requestOf({ method, path, headers, body }: Asked): autocannon.Request {
  const setupRequest = (request: autocannon.Request) => ({ ...request, headers: keyed(headers) });
  const asked = { method: method === 'POST' ? 'POST' : 'GET', path, headers: { ...headers } } as const;
  return { ...asked, ...(body !== undefined && { body: String(body) }), setupRequest };
}
