import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applicationId, entryId, fingerprint } from '../../shared/audit/ids.ts';

// printf 'entry\ntenant-a\nkey-1' | openssl dgst -sha256 -binary | base32 | tr A-Z a-z | head -c 26
test('ids are what openssl and base32 make of them', () => {
  expect(entryId('tenant-a', 'key-1')).toBe('5bu7mtb7hjyhw5iw57ixbuhiv3');
  expect(applicationId('tenant-a', 'key-1')).toBe('hnl7fai3yzivpqmra4ensjknzp');
});

// printf '["POST","/v1/applications","a=b"]\n{}' | sha256sum
test('a fingerprint is what sha256sum makes of it', () => {
  const request = { method: 'POST', path: '/v1/applications', query: 'a=b', body: Buffer.from('{}') };
  expect(fingerprint(request)).toBe('8b923336648d094e747676180b3af1c1965aa1de8ce824eee86d9ec3e6d60aad');
});

const part = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '?', '\\'), maxLength: 4 });
const request = fc.record({ method: part, path: part, query: part, body: part });
const print = (from: { method: string; path: string; query: string; body: string }) =>
  fingerprint({ ...from, body: Buffer.from(from.body) });

test('requests that differ anywhere have other fingerprints, however their parts are cut', () =>
  fc.assert(
    fc.property(request, request, (a, b) => {
      expect(print(a) === print(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 2_000 },
  ));

const tenant = fc.constantFrom('abc', 'abcd', 'ab-c', 'entry', 'app');
const key = fc.string({ unit: fc.constantFrom('a', 'd', '-', '\n'), maxLength: 3 });

test('tenants and keys that differ have other ids', () =>
  fc.assert(
    fc.property(tenant, key, tenant, key, (tenant1, key1, tenant2, key2) => {
      expect(entryId(tenant1, key1) === entryId(tenant2, key2)).toBe(tenant1 === tenant2 && key1 === key2);
      expect(entryId(tenant1, key1)).not.toBe(applicationId(tenant2, key2));
    }),
  ));
