import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import type { Release } from '../../shared/adapters/aws/catalogue-loader.ts';
import { catalogueTable } from '../../shared/adapters/aws/catalogue-table.ts';
import { digestOf } from '../../shared/canonical.ts';
import type { Dynoxide } from './dynoxide.ts';
import { faultyLine } from './faults.ts';
import type { ObjectServer } from './object-server.ts';

/** As a file in the repository is written: indented, so not in the canonical form that the digest is of. */
const document = (content: unknown) => ({ digest: digestOf(content), json: JSON.stringify(content, null, 2) });

export const releaseOf = (name: string): Release => ({
  registry: document({ registry: name }),
  policy: document({ policy: name, a: 1 }),
});

export const catalogueOf = (name: string, n: number) => ({
  n,
  registry: { registry: name },
  policy: { policy: name, a: 1 },
});

/** A catalogue of a table of its own, or of one that another catalogue uses as well, with a clock and what it called. */
export function catalogues({ client: connect, makeTable }: Dynoxide, objects: ObjectServer) {
  return async (name = 'released', table?: string, faulty = 'GetItem') => {
    const where = table ?? (await makeTable());
    const client = connect();
    const line = faultyLine(client, faulty);
    const bodies = bodyBucket({ client: objects.client, bucket: where });
    const loads: string[] = [];
    const clock = { at: Date.parse('2026-11-22T10:00:00Z') };
    const load = (registry: string, policy: string) => {
      loads.push(JSON.parse(registry).registry);
      return { registry: JSON.parse(registry), policy: JSON.parse(policy) };
    };
    const now = () => new Date(clock.at);
    const store = catalogueTable({ client, table: where, bodies, release: releaseOf(name), load, now });
    const gets = () => objects.calls.filter((call) => call.startsWith(`GET /${where}/`)).length;
    const puts = () => objects.calls.filter((call) => call.startsWith(`PUT /${where}/`)).length;
    return { table: where, client, line, store, loads, clock, gets, puts };
  };
}
