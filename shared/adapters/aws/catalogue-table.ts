import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3';
import { canonical, sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import type { Catalogue, CatalogueStore, Document } from '../../ports.ts';
import type { BodyBucket } from './body-bucket.ts';
import { catalogueLoader, digestsOf, hexOf, type Loaded, type Release } from './catalogue-loader.ts';
import { type Digests, lastPublication, readPointer } from './catalogue-rows.ts';
import { shared } from './deadline.ts';
import { makeCurrent, type Publisher } from './publication.ts';

export type CatalogueTable = Publisher & {
  readonly bodies: BodyBucket;
  /** What this build brought along: current until something is published, and never fetched. */
  readonly release: Release;
  readonly load: (registryJson: string, policyJson: string) => Loaded;
};

export type PublishedCatalogue = CatalogueStore & {
  /**
   * Makes these documents current and gives their `n`. Publishing what is current changes nothing.
   * Rejects with `busy` when another publication came between.
   */
  readonly publish: (release: Release) => Promise<number>;
  /**
   * Makes two documents current again that were published before, as a new publication.
   * Rejects with `not_found`, which names what is missing, unless both lie in the bucket; else like `publish`.
   */
  readonly republish: (digests: Digests) => Promise<number>;
};

const freshMilliseconds = 5_000;

/**
 * The catalogue in DynamoDB and S3.
 *
 * `knownAt` goes by the time at which a publication was sent: for the last half minute its answer may still change.
 * It knows nothing of what a pointer named before there was history.
 */
export function catalogueTable(where: CatalogueTable): PublishedCatalogue {
  const { now, bodies } = where;
  const loader = catalogueLoader(where);
  let held: { readonly until: number; readonly catalogue: Promise<Catalogue> } | undefined;
  const read = async () => {
    const { n, registry, policy } = (await readPointer(where)) ?? { n: 0, ...digestsOf(where.release) };
    return { n, ...(await loader.current({ registry, policy })) };
  };
  const current = () => {
    if (held !== undefined && now().getTime() < held.until) return held.catalogue;
    const catalogue = shared(read);
    const mine = { until: now().getTime() + freshMilliseconds, catalogue };
    held = mine;
    // The caller sees the failure; what failed is not kept, so the next caller asks again.
    catalogue.catch(() => {
      if (held === mine) held = undefined;
    });
    return catalogue;
  };
  const knownAt = async (instant: string) => {
    const row = await lastPublication(where, instant);
    if (row !== undefined) return { n: row.n, ...(await loader.past(row)) };
    return (await lastPublication(where)) === undefined ? current() : undefined;
  };
  const movedTo = async (digests: Digests, prepare: () => Promise<unknown>) => {
    const n = await makeCurrent(where, digests, prepare);
    held = undefined;
    return n;
  };
  return {
    current,
    knownAt,
    publish: (release) =>
      movedTo(digestsOf(release), () => Promise.all([store(bodies, release.registry), store(bodies, release.policy)])),
    republish: (digests) => movedTo(digests, () => demand(bodies, digests)),
  };
}

/** The canonical form is what is kept, since that is what the digest names. */
async function store(bodies: BodyBucket, { digest, json }: Document): Promise<void> {
  const text = canonical(JSON.parse(json));
  if (`sha256:${sha256(text)}` !== digest) throw new Error(`a document is not what its digest \`${digest}\` says`);
  await bodies.put('catalogue', text);
}

/** Reads both documents: one that is there and broken must not become current either. */
async function demand(bodies: BodyBucket, { registry, policy }: Digests): Promise<void> {
  const missing: string[] = [];
  for (const [what, digest] of Object.entries({ registry, policy }))
    await bodies.get('catalogue', hexOf(digest)).catch((cause: unknown) => {
      if (!isAbsence(cause)) throw cause;
      missing.push(`${what} \`${digest}\``);
    });
  if (missing.length === 0) return;
  throw new NivasError('not_found', `never published here, so it cannot be made current: ${missing.join(' and ')}`);
}

/** S3 answers 403, and not 404, to whoever may not list the bucket. */
function isAbsence(cause: unknown): boolean {
  if (cause instanceof NivasError) return cause.cause instanceof NoSuchKey;
  return cause instanceof S3ServiceException && cause.$metadata.httpStatusCode === 403;
}
