import { expect, test } from 'vitest';
import { auditFile } from '../functions/cli/audit-file.ts';

/** `/data/videos/store@aws/us-east-1 only-in-india`, for every failure. */
test.each([
  {
    name: 'short-video-before',
    verdict: 'non-compliant',
    failing: [
      'approved-host /data/accounts/store@aws/ap-southeast-1',
      'approved-host /data/videos/process@aws/us-east-1',
      'approved-host /data/videos/store@aws/ap-southeast-1',
      'only-in-india /data/accounts/store@aws/ap-southeast-1',
      'only-in-india /data/videos/access@CN',
      'only-in-india /data/videos/process@aws/us-east-1',
      'only-in-india /data/videos/store@aws/ap-southeast-1',
      'terms-say-so /terms',
    ],
    packs: { 'india-only': 'non-compliant', 'rbi-payment-data': 'not-applicable' },
  },
  {
    name: 'short-video-after',
    verdict: 'compliant',
    failing: [],
    packs: { 'india-only': 'compliant', 'rbi-payment-data': 'not-applicable' },
  },
  {
    name: 'wallet',
    verdict: 'compliant',
    failing: [],
    packs: { 'india-only': 'compliant', 'rbi-payment-data': 'compliant' },
  },
  {
    name: 'saas-one-mistake',
    verdict: 'non-compliant',
    failing: ['approved-host /data/accounts/log@aws/us-east-1', 'only-in-india /data/accounts/log@aws/us-east-1'],
    packs: { 'india-only': 'non-compliant', 'rbi-payment-data': 'not-applicable' },
  },
])('$name is $verdict', async ({ name, verdict, failing, packs }) => {
  const { audit } = await auditFile(`examples/${name}/residency.yaml`, '2026-11-22');
  const failures = audit.packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'));
  expect(audit.verdict).toBe(verdict);
  expect(failures.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(failing);
  expect(Object.fromEntries(audit.packs.map((pack) => [pack.pack, pack.verdict]))).toMatchObject(packs);
});

test('the one mistake is found in its line', async () => {
  const { audit, locate } = await auditFile('examples/saas-one-mistake/residency.yaml', '2026-11-22');
  const places = audit.packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'));
  expect(new Set(places.map(({ at }) => locate(at)?.line))).toEqual(new Set([28]));
});

test('a certificate that has lapsed is found', async () => {
  const { audit } = await auditFile('examples/wallet/residency.yaml', '2027-06-01');
  const failing = audit.packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'));
  expect(failing.map(({ rule }) => rule)).toContain('half-yearly-certificate');
});

test('before and after, the owner is the same and stands beside the verdict', async () => {
  const audits = ['before', 'after'].map((when) =>
    auditFile(`examples/short-video-${when}/residency.yaml`, '2026-11-22'),
  );
  const [before, after] = await Promise.all(audits);
  expect(after?.audit.beside.owners).toEqual(before?.audit.beside.owners);
  expect(after?.audit.beside.owners).toMatchObject([{ country: 'CN', control: true }]);
});
