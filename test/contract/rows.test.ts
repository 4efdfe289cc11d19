import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { packBody } from '../../shared/adapters/aws/body.ts';
import {
  Digests,
  PointerRow,
  PublicationRow,
  pointerRow,
  publicationRow,
} from '../../shared/adapters/aws/catalogue-rows.ts';
import { EdgeRow, edges, ListingRow, listings } from '../../shared/adapters/aws/lists.ts';
import {
  ApplicationRow,
  AuditRow,
  applicationRow,
  auditRow,
  DeclarationRow,
  declarationRow,
  HolderRow,
  holderRow,
  newest,
  PendingRow,
  pendingRow,
  RecordRow,
  recordRow,
  toHead,
} from '../../shared/adapters/aws/rows.ts';
import { edgeKeys, type Facets, facets, listingKeys, most } from './facets.ts';
import { registrationOf, submissionOf } from './record-store.ts';

const registration = { ...registrationOf('tenant-a'), statement: '{"statement":"registered"}' };
const submission = submissionOf(registration, { statement: '{"statement":"audited"}' });
const head = { ...toHead(applicationRow(registration)), version: 1, current: newest(submission) };
const long = { ...packBody(submission.audit), gz: undefined, s3: true as const };
const sites = Array.from({ length: 13 }, (_, n) => `yotta/nm${n}`);
const digests = Digests.parse({ registry: submission.audit.digest, policy: submission.audit.digest });

const golden = [
  recordRow(registration, 'registration'),
  pendingRow(registration),
  applicationRow(registration),
  holderRow(registration),
  recordRow(submission, 'submission'),
  auditRow(submission, toHead(applicationRow(registration)), packBody(submission.audit)),
  auditRow(submission, head, long),
  declarationRow(submission, packBody(submission.declaration)),
  { ...applicationRow(registration), version: 1, current: newest(submission) },
  ...listings(submission),
  ...listings({ ...submission, sites, packs: {} }).filter(({ pk }) => pk.includes('*') || pk.startsWith('LIST#v')),
  ...edges(undefined, submission).put,
  ...edges(undefined, { ...submission, sites }).put.filter(({ pk }) => pk.includes('*')),
  pointerRow(1, digests),
  publicationRow(1, submission.at, digests),
];
const keysOf = (rows: readonly { readonly pk: string; readonly sk: string }[]) =>
  rows.map(({ pk, sk }) => `${pk} ${sk}`).toSorted();

test('an item of every kind is as it was', async () => {
  // Bytes of gzip differ between machines; what was put in does not.
  const plain = (_: string, value: unknown) =>
    value instanceof Uint8Array ? { gunzip: gunzipSync(value).toString() } : value;
  const bytes = (_: string, value: unknown) => (Buffer.isBuffer(value) ? new Uint8Array(value) : value);
  const items = golden.map((item) => Object.fromEntries(Object.entries(item).map(([k, v]) => [k, bytes(k, v)])));
  await expect(`${JSON.stringify(items, plain, 2)}\n`).toMatchFileSnapshot('../golden/items.json');
});

test('every kind of item can be read, and by one shape only', () => {
  const shapes = [
    RecordRow,
    PendingRow,
    AuditRow,
    DeclarationRow,
    ApplicationRow,
    HolderRow,
    ListingRow,
    EdgeRow,
    PointerRow,
    PublicationRow,
  ] as const;
  const Row = z.discriminatedUnion('k', shapes);
  for (const item of golden) {
    expect(Row.parse(item)).toEqual(item);
    expect(Row.safeParse({ ...item, v: 2 }).success).toBe(false);
    expect(shapes.filter((shape) => shape.safeParse(item).success)).toHaveLength(1);
  }
});

test('listings are those of the specification', () =>
  fc.assert(
    fc.property(facets, (given) => {
      const audit = { ...submission, ...given };
      expect(keysOf(listings(audit))).toEqual(listingKeys(audit).toSorted());
    }),
  ));

test('who searches by site finds all sites in the row', () =>
  fc.assert(
    fc.property(facets, (given) => {
      const searched = listings({ ...submission, ...given }).filter(({ pk }) => /^(T#|LIST#s)/.test(pk));
      for (const row of searched) expect(row.sites).toEqual(given.sites);
    }),
  ));

test('after any history the edges are those of the newest audit', () =>
  fc.assert(
    fc.property(fc.array(facets, { minLength: 1, maxLength: 6 }), (history) => {
      const table = new Set<string>();
      history.forEach((given, n) => {
        const { put, remove } = edges(history[n - 1], { ...submission, ...given });
        for (const key of keysOf(remove)) expect(table.delete(key)).toBe(true);
        for (const key of keysOf(put)) expect(table.has(key) || !table.add(key)).toBe(false);
      });
      const last = history.at(-1);
      expect([...table].toSorted()).toEqual(edgeKeys({ ...submission, ...last }).toSorted());
    }),
  ));

test('an equal audit changes no edge', () =>
  fc.assert(
    fc.property(facets, (given) => {
      expect(edges(given, { ...submission, ...given })).toEqual({ put: [], remove: [] });
    }),
  ));

const actions = (before: Facets, after: Facets) => {
  const { put, remove } = edges(before, { ...submission, ...after });
  return 5 + listings({ ...submission, ...after }).length + put.length + remove.length;
};

test('the largest submission is 94 actions', () => {
  expect(actions(most('old', 'non-compliant'), most('new', 'compliant'))).toBe(94);
});

test('no submission is more than 94 actions', () =>
  fc.assert(
    fc.property(facets, facets, (before, after) => {
      expect(actions(before, after)).toBeLessThanOrEqual(94);
    }),
  ));
