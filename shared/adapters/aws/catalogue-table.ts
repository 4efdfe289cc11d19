import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { canonical, sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import type { Catalogue, CatalogueStore, Document } from '../../ports.ts';
import type { BodyBucket } from './body-bucket.ts';
import { answered } from './failure.ts';
import { parseRow } from './rows.ts';

/** What a catalogue is made from. */
export type Release = {
  readonly registry: Document;
  readonly policy: Document;
  /** What they say, where it is at hand already: nothing needs to be parsed for it. */
  readonly load?: () => Omit<Catalogue, 'n'>;
};

export type CatalogueTable = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly bodies: BodyBucket;
  /** What this build brought along: current until something is published, and never fetched. */
  readonly release: Release;
  readonly load: (registryJson: string, policyJson: string) => Omit<Catalogue, 'n'>;
  readonly now: () => Date;
};

export type PublishedCatalogue = CatalogueStore & {
  /**
   * Makes these documents current and gives their `n`. Publishing what is current changes nothing.
   * Rejects with `busy` when another publication came between.
   */
  readonly publish: (release: Release) => Promise<number>;
};

const key = { pk: 'CATALOGUE', sk: 'CURRENT' } as const;
const digest = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);
/** The one pointer to what is in force. The documents lie in the bucket under their digests. */
export const PointerRow = z.strictObject({
  pk: z.literal(key.pk),
  sk: z.literal(key.sk),
  k: z.literal('catalogue'),
  v: z.literal(1),
  n: z.int(),
  registry: digest,
  policy: digest,
});
type Pointer = z.infer<typeof PointerRow>;

const freshMilliseconds = 5_000;

export function catalogueTable(where: CatalogueTable): PublishedCatalogue {
  const { now } = where;
  const loaded = loader(where);
  let held: { readonly until: number; readonly catalogue: Promise<Catalogue> } | undefined;
  const read = async () => {
    const { n, registry, policy } = (await readPointer(where)) ?? { n: 0, ...digestsOf(where.release) };
    return { n, ...(await loaded(registry, policy)) };
  };
  const current = () => {
    if (held !== undefined && now().getTime() < held.until) return held.catalogue;
    const catalogue = read();
    const mine = { until: now().getTime() + freshMilliseconds, catalogue };
    held = mine;
    // The caller sees the failure; what failed is not kept, so the next caller asks again.
    catalogue.catch(() => {
      if (held === mine) held = undefined;
    });
    return catalogue;
  };
  const publish = async (release: Release) => {
    const n = await movePointer(where, release);
    held = undefined;
    return n;
  };
  return { current, knownAt: current, publish };
}

/** Loads each pair of documents once; keeps two, so that a change and its withdrawal load nothing anew. */
function loader({ release, bodies, load }: CatalogueTable) {
  const kept = new Map<string, Omit<Catalogue, 'n'>>();
  const text = async (document: Document, wanted: string) =>
    document.digest === wanted ? document.json : bodies.get('catalogue', wanted.slice('sha256:'.length));
  return async (registry: string, policy: string) => {
    const name = `${registry} ${policy}`;
    const known = kept.get(name);
    if (known) return known;
    const own = isAt({ registry, policy }, release) ? release.load : undefined;
    const made =
      own?.() ?? load(...(await Promise.all([text(release.registry, registry), text(release.policy, policy)])));
    const [oldest] = kept.keys();
    if (kept.size === 2 && oldest !== undefined) kept.delete(oldest);
    kept.set(name, made);
    return made;
  };
}

async function readPointer({ client, table }: CatalogueTable): Promise<Pointer | undefined> {
  const { Item } = await answered(client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true })));
  return Item && parseRow(PointerRow, Item);
}

/** Documents first, then the pointer, on condition that nobody moved it meanwhile. */
async function movePointer(where: CatalogueTable, release: Release): Promise<number> {
  const old = await readPointer(where);
  if (old && isAt(old, release)) return old.n;
  await Promise.all([release.registry, release.policy].map((document) => store(where.bodies, document)));
  const pointer = { ...key, k: 'catalogue', v: 1, n: (old?.n ?? 0) + 1, ...digestsOf(release) };
  const unmoved = old
    ? {
        ConditionExpression: '#n = :old',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':old': old.n },
      }
    : { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  const put = {
    TableName: where.table,
    Item: pointer,
    ...unmoved,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const sent = where.client.send(new PutCommand(put)).then(() => pointer.n);
  return await answered(sent).catch((cause: unknown) => {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    // Ours, after a lost answer, or somebody else's of the same documents: either way they are current.
    const found = cause.Item && parseRow(PointerRow, unmarshall(cause.Item));
    if (found && isAt(found, release)) return found.n;
    throw new NivasError('busy', 'another catalogue was published at the same time', [], { cause });
  });
}

/** The canonical form is what is kept, since that is what the digest names. */
async function store(bodies: BodyBucket, { digest, json }: Document): Promise<void> {
  const text = canonical(JSON.parse(json));
  if (`sha256:${sha256(text)}` !== digest) throw new Error(`a document is not what its digest \`${digest}\` says`);
  await bodies.put('catalogue', text);
}

const digestsOf = ({ registry, policy }: Release) => ({ registry: registry.digest, policy: policy.digest });
const isAt = (pointer: Readonly<Record<'registry' | 'policy', string>>, { registry, policy }: Release) =>
  pointer.registry === registry.digest && pointer.policy === policy.digest;
