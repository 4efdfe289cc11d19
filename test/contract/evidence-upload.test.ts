import { expect, test } from 'vitest';
import { Evidence, Offered } from '../../shared/api/record-answers.ts';
import { sha256 } from '../../shared/canonical.ts';
import { makeService } from '../api/service.ts';
import { startThinObjects } from './thin-objects.ts';

const { store, links } = await startThinObjects();
const { send } = makeService({ evidence: store, links });

const terms = `${'Jhalak asks before it changes this. '.repeat(40_000)}\n\nJhalak keeps data only in India.\n`;
const sha = sha256(terms);
const json = { 'content-type': 'application/json' };
const declaration = (evidence: object) =>
  JSON.stringify({
    application: 'Jhalak',
    terms: { storedOnlyIn: ['IN'], quote: 'Jhalak keeps data only in India.', document: 'tos' },
    documents: { tos: { kind: 'public-terms', sha256: sha } },
    evidence: { terms: { kind: 'public-terms', sha256: sha, mediaType: 'text/plain', ...evidence } },
  });

const offer = (tenant?: string) =>
  send({
    method: 'POST',
    path: '/v1/evidence',
    headers: json,
    body: JSON.stringify({ sha256: sha, size: terms.length, mediaType: 'text/plain' }),
    ...(tenant !== undefined && { tenant }),
  });

test('terms longer than a declaration may be are uploaded, named, judged, kept, and given to who may read the audit', async () => {
  const register = { method: 'POST', path: '/v1/applications', body: '{"name":"Jhalak"}' } as const;
  const { id } = JSON.parse((await send({ ...register, headers: { ...json, 'idempotency-key': 'r' } })).text);
  const declare = { method: 'POST', path: `/v1/applications/${id}/declarations`, body: declaration({}) } as const;
  const headers = { ...json, 'idempotency-key': 'd' };

  const tooLong = await send({ ...declare, headers, body: declaration({ text: terms }) });
  expect(tooLong.status).toBe(413);
  const tooEarly = await send({ ...declare, headers });
  expect([tooEarly.status, JSON.parse(tooEarly.text).issues[0].pointer]).toEqual([422, '/evidence/terms/sha256']);

  const offered = Offered.parse(JSON.parse((await offer()).text));
  if (offered.state !== 'awaited') throw new Error('it is there already');
  const { url, method, headers: sent } = offered.upload;
  const uploaded = await fetch(url, { method, headers: sent, body: terms });
  expect(uploaded.status).toBe(200);
  expect(JSON.parse((await offer()).text)).toEqual({ state: 'present', sha256: sha });
  expect(JSON.parse((await offer('tenant-b')).text)).toMatchObject({ state: 'awaited' });

  const recorded = await send({ ...declare, headers });
  expect(recorded.status).toBe(201);
  const checked = await send({ method: 'POST', path: '/v1/checks', headers: json, body: declaration({ text: terms }) });
  expect(JSON.parse(recorded.text).digest).toBe(JSON.parse(checked.text).digest);
  expect(await store.find('tenant-a', sha)).toMatchObject({ place: 'kept' });

  const path = `/v1/audits/${JSON.parse(recorded.text).id}/declaration`;
  const claims = { issuers: 'nivas', scope: 'nivas/read' };
  const read = await send({ method: 'GET', path, claims });
  expect(JSON.parse(read.text)).toEqual(JSON.parse(declaration({ text: terms })));
});

test('what was uploaded is told to its tenant, with an address that gives its bytes', async () => {
  const bytes = Buffer.from('%PDF-1.7');
  const piece = { sha256: sha256(bytes), size: bytes.length, mediaType: 'application/pdf' };
  const asked = await send({ method: 'POST', path: '/v1/evidence', headers: json, body: JSON.stringify(piece) });
  const { upload } = JSON.parse(asked.text);
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
  const again = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
  expect(again.status, 'it is there').toBe(412);
  const get = { method: 'GET', path: `/v1/evidence/${piece.sha256}` } as const;
  const told = Evidence.parse(JSON.parse((await send(get)).text));
  expect(told).toMatchObject(piece);
  expect(Buffer.from(await (await fetch(told.url)).arrayBuffer())).toEqual(bytes);
  const [foreign, never] = [
    await send({ ...get, tenant: 'tenant-b' }),
    await send({ ...get, path: `/v1/evidence/${'0'.repeat(64)}`, tenant: 'tenant-b' }),
  ].map(({ status, text }) => ({ status, ...JSON.parse(text), instance: '' }));
  expect(foreign).toEqual(never);
  expect(foreign.status).toBe(404);
});

test.each([
  { name: 'a digest in capitals', changes: { sha256: 'A'.repeat(64) }, pointer: '/sha256' },
  { name: 'nothing', changes: { size: 0 }, pointer: '/size' },
  { name: 'more than 64 MB', changes: { size: 64_000_001 }, pointer: '/size' },
  { name: 'half a byte', changes: { size: 1.5 }, pointer: '/size' },
  { name: 'a type that would end a header', changes: { mediaType: 'text/plain\r\nx: y' }, pointer: '/mediaType' },
  { name: 'a type with parameters', changes: { mediaType: 'text/html; charset=utf-8' }, pointer: '/mediaType' },
  { name: 'a key', changes: { key: 't/tenant-b' }, pointer: '/key' },
])('an offer of $name is refused at $pointer', async ({ changes, pointer }) => {
  const body = JSON.stringify({ sha256: sha, size: 1, mediaType: 'text/plain', ...changes });
  const { status, text } = await send({ method: 'POST', path: '/v1/evidence', headers: json, body });
  expect([status, JSON.parse(text).issues.map((issue: { pointer: string }) => issue.pointer)]).toEqual([
    400,
    [pointer],
  ]);
});

test.each([
  { name: 'a regulator', claims: { issuers: 'nivas', scope: 'nivas/declare' }, want: 'tenant_missing' },
  { name: 'who may only read', claims: { tenant: 'tenant-a', scope: 'nivas/read' }, want: 'scope_missing' },
])('$name uploads and reads nothing here', async ({ claims, want }) => {
  const body = JSON.stringify({ sha256: sha, size: 1, mediaType: 'text/plain' });
  for (const sent of [
    { method: 'POST', path: '/v1/evidence', headers: json, body },
    { method: 'GET', path: `/v1/evidence/${sha}` },
  ] as const)
    expect(JSON.parse((await send({ ...sent, claims })).text).type).toBe(`urn:nivas:error:${want}`);
});
