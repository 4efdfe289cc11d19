import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { awsCatalogue } from '../../functions/edge/aws-catalogue.ts';
import { close, listen } from '../../infra/local/server.ts';
import { makeThinS3 } from '../../infra/local/thin-s3.ts';
import { differences } from '../../shared/adapters/aws/differences.ts';
import { canonical, digestOf } from '../../shared/canonical.ts';
import packs from '../../shared/policy/packs.json' with { type: 'json' };
import registry from '../../shared/registry/registry.json' with { type: 'json' };
import { type Dynoxide, scan } from '../contract/dynoxide.ts';
import { openLine } from './line.ts';

/**
 * DynamoDB in memory and the thin S3 behind a line, with a catalogue that no build brought along, so it is fetched.
 * `keep` remembers what there is; `restore` makes it so again.
 */
export async function openWorld({ client: connect, makeTable }: Dynoxide) {
  const root = await mkdtemp(join(tmpdir(), 'nivas-faults-'));
  afterAll(() => rm(root, { recursive: true }));
  const s3 = makeThinS3({ root, secret: 'test' });
  afterAll(() => close(s3));
  const client = connect();
  const stores = { dynamodb: await originOf(client), s3: await listen(s3, 0) };
  const line = await openLine(stores);
  const names = {
    AWS_REGION: 'ap-south-1',
    RECORDS_TABLE: await makeTable(),
    CATALOGUE_TABLE: await makeTable(),
    BODIES_BUCKET: 'bodies',
  };
  const folder = join(root, names.BODIES_BUCKET);
  await mkdir(folder);
  const release = { registry: documentOf(fewSites), policy: documentOf(otherPacks) };
  await awsCatalogue({
    ...names,
    AWS_ENDPOINT_URL_DYNAMODB: stores.dynamodb,
    AWS_ENDPOINT_URL_S3: stores.s3,
  }).publish(release);
  Object.assign(process.env, names, { AWS_ENDPOINT_URL_DYNAMODB: line.origin, AWS_ENDPOINT_URL_S3: line.origin });

  const items = () => scan(client, names.RECORDS_TABLE);
  const files = () => readdir(folder, { recursive: true });
  const kept = { items: new Map<string, Item>(), files: new Set<string>() };
  return {
    line,
    /** What is kept. Throws when rows do not follow from one another. */
    rows: async () => {
      const all = await items();
      for await (const damage of differences(all)) throw new Error(damage);
      return all.map(named).toSorted();
    },
    keep: async () => {
      kept.items = new Map((await items()).map((item) => [keyIn(item), item]));
      kept.files = new Set(await files());
    },
    restore: async () => {
      const strange = (await items()).filter((item) => !kept.items.has(keyIn(item)));
      const writes = [
        ...strange.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
        ...[...kept.items.values()].filter(isChanging).map((Item) => ({ PutRequest: { Item } })),
      ];
      for (let n = 0; n < writes.length; n += 25)
        await client.send(new BatchWriteCommand({ RequestItems: { [names.RECORDS_TABLE]: writes.slice(n, n + 25) } }));
      for (const file of await files()) if (!kept.files.has(file)) await rm(join(folder, file), { recursive: true });
    },
  };
}

type Item = Readonly<Record<string, unknown>>;
const keyIn = ({ pk, sk }: Item) => JSON.stringify([pk, sk]);
/** Everything else is put once, or put and removed. */
const isChanging = ({ k }: Item) => k === 'application' || k === 'edge';

/** An item by its key, and the one that changes by its version. */
const named = ({ pk, sk, k, version }: Item) =>
  timeless([k, pk, sk, ...(version === undefined ? [] : [`version ${version}`])].join(' '));

/** Text without instants, ids of requests, and signatures. */
export const timeless = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>')
    .replaceAll(/urn:nivas:request:[^"]+/g, '<request>')
    .replaceAll(/X-Amz-[^"]+/g, '<signature>');

const documentOf = (content: unknown) => ({ digest: digestOf(content), json: canonical(content) });

/** Quickly read: each function that starts reads it anew. */
const fewSites = {
  ...registry,
  sites: registry.sites.filter(({ id }) => id.startsWith('aws/ap-')),
  approvals: registry.approvals.filter(({ site }) => site.startsWith('aws/ap-')),
  subdivisions: Object.fromEntries(Object.entries(registry.subdivisions).filter(([code]) => code.startsWith('IN-'))),
  formerSubdivisions: {},
};
const otherPacks = { ...packs, packs: packs.packs.map((pack) => ({ ...pack, title: `${pack.title}, reprinted` })) };

async function originOf({ config }: ReturnType<Dynoxide['client']>): Promise<string> {
  const endpoint = await config.endpoint?.();
  return `http://${endpoint?.hostname}:${endpoint?.port}`;
}
