import { describe, expect, test } from 'vitest';
import { recordMap } from '../../shared/adapters/local/record-map.ts';
import { RecordedAudit } from '../../shared/audit/finding.ts';
import { entryId } from '../../shared/audit/ids.ts';
import { digestOf } from '../../shared/canonical.ts';
import { factSubjects } from '../../shared/declaration/fact.ts';
import { NivasError } from '../../shared/error.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { getAudit } from '../../shared/operations/get-audit.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { Catalogue, Ports, RecordStore } from '../../shared/ports.ts';
import { memoryPorts, untouched } from './ports.ts';

const tenant = 'tenant-a';
const text = JSON.stringify({
  application: 'Short videos',
  roles: ['bank'],
  data: {
    payments: {
      category: 'user.financial.payment',
      contexts: ['payment-message'],
      store: ['aws/ap-south-1', 'AWS Hyderabad', 'a cupboard in Pune'],
      backup: 'US',
    },
  },
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof NivasError ? error.code : error),
  );

async function registered(memory = memoryPorts(), name = 'Videos') {
  const { json } = await registerApplication(memory.ports, {
    tenant,
    idempotencyKey: 'register',
    fingerprint: 'of register',
    name,
  });
  const application: string = JSON.parse(json).id;
  const submit = (changes: Partial<Parameters<typeof submitDeclaration>[1]> = {}, ports = memory.ports) =>
    submitDeclaration(ports, {
      tenant,
      application,
      idempotencyKey: 'k',
      fingerprint: 'f',
      text,
      format: 'json',
      ...changes,
    });
  return { ...memory, application, submit };
}

describe('submitting a declaration', () => {
  test('takes one head read, one catalogue read and one submission', async () => {
    const { submit, calls } = await registered();
    const before = { ...calls };
    await submit();
    expect(calls).toEqual({ ...before, head: before.head + 1, catalogue: before.catalogue + 1, submit: 1 });
  });

  test('answers with the audit as it is kept, in which every id and digest is the one it was filed under', async () => {
    const { submit, ports, submissions, application } = await registered();
    const { json, replayed } = await submit();
    const audit = RecordedAudit.parse(JSON.parse(json));
    const id = entryId(tenant, 'k');
    expect(replayed).toBe(false);
    expect(audit).toMatchObject({ id, application, name: 'Videos', previous: null, catalogue: 7 });
    expect(await getAudit(ports, { reader: { tenant }, id })).toBe(json);
    const [filed] = submissions;
    expect(filed?.audit).toEqual({ json, digest: digestOf(audit) });
    expect(filed?.declaration.digest).toBe(audit.inputs.declaration);
    const again = await checkDeclaration(ports, { text: filed?.declaration.json ?? '', format: 'json' });
    expect(JSON.parse(again).digest, 'what is kept can be audited again').toBe(audit.digest);
  });

  test('says what a check of the same text says', async () => {
    const { submit, ports } = await registered();
    const { id, application, name, recordedAt, previous, catalogue, ...audit } = JSON.parse((await submit()).json);
    expect(audit).toEqual(JSON.parse(await checkDeclaration({ ...ports }, { text, format: 'json' })));
  });

  test('is filed under packs that apply and under sites of the registry, never under the operator’s words', async () => {
    const { submit, submissions } = await registered();
    await submit();
    expect(submissions[0]?.sites).toEqual(['aws/ap-south-1', 'aws/ap-south-2']);
    expect(submissions[0]?.packs).toEqual({
      'certin-logs': 'indeterminate',
      'india-only': 'non-compliant',
      'rbi-digital-lending': 'indeterminate',
      'rbi-outsourcing': 'indeterminate',
      'rbi-payment-data': 'indeterminate',
      'rbi-vcip': 'indeterminate',
    });
  });

  test('names the audit it replaces', async () => {
    const { submit } = await registered();
    const first = JSON.parse((await submit()).json);
    expect(JSON.parse((await submit({ idempotencyKey: 'k2' })).json).previous).toBe(first.id);
  });

  test('records a statement about the digests of declaration and verdict', async () => {
    const { submit, submissions } = await registered();
    const audit = JSON.parse((await submit()).json);
    const statement = JSON.parse(submissions[0]?.statement ?? '');
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { digest: { sha256: audit.inputs.declaration.slice('sha256:'.length) } },
        { digest: { sha256: audit.digest.slice('sha256:'.length) } },
      ],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        timeVerified: audit.recordedAt,
        verificationResult: 'FAILED',
        verifiedLevels: ['FAILED'],
        inputAttestations: [{ digest: { sha256: digestOf(audit).slice('sha256:'.length) } }],
        'https://nivas.example/attestations/record/v1': { v: 1, entry: audit.id, tenant, catalogue: 7 },
      },
    });
    expect(statement.predicate['https://nivas.example/attestations/record/v1'].nonce).toMatch(/^\d{64}$/);
    expect(submissions[0]?.statement).not.toContain('fingerprint');
  });
});

describe('sent again', () => {
  test('an equal request gets the same answer, byte for byte, though time has passed', async () => {
    const { submit, clock, made } = await registered();
    const first = await submit();
    clock.now = '2027-03-01T00:00:00.000Z';
    expect(await submit()).toEqual({ json: first.json, replayed: true });
    expect(made).toHaveLength(2);
  });

  test('an equal request gets its own answer after others came', async () => {
    const { submit } = await registered();
    const first = await submit();
    await submit({ idempotencyKey: 'k2' });
    expect(await submit()).toEqual({ json: first.json, replayed: true });
  });

  test.each([
    { name: 'another body', changes: { fingerprint: 'g' }, want: 'idempotency_key_reused' },
    { name: 'the key of the registration', changes: { idempotencyKey: 'register' }, want: 'idempotency_key_reused' },
    { name: 'another key', changes: { idempotencyKey: 'k2' }, want: 'done' },
  ])('$name: $want', async ({ changes, want }) => {
    const { submit } = await registered();
    await submit();
    expect(await codeOf(submit(changes))).toBe(want);
  });
});

describe('a retry of a recorded request that would be refused now', () => {
  const withFact = JSON.stringify({ application: 'x', data: { d: { category: 'user', crossBorder: false } } });

  type Policy = Catalogue['policy'];
  /** Ports whose catalogue has changed since. */
  const since = ({ ports }: ReturnType<typeof memoryPorts>, change: (policy: Policy) => Partial<Policy>): Ports => {
    const current = async () => {
      const now = await ports.catalogue.current();
      return { ...now, policy: { ...now.policy, ...change(now.policy) } };
    };
    return { ...ports, catalogue: { ...ports.catalogue, current } };
  };
  const factless = (memory: ReturnType<typeof memoryPorts>) =>
    since(memory, ({ facts }) => ({
      facts: { ...facts, ...Object.fromEntries(factSubjects.map((subject) => [subject, new Map()])) },
    }));

  test('gets its first answer though no pack knows its facts any more, by one more read', async () => {
    const memory = await registered();
    const first = await memory.submit({ text: withFact });
    const before = { ...memory.calls };
    expect(await memory.submit({ text: withFact }, factless(memory))).toEqual({ json: first.json, replayed: true });
    expect(memory.calls).toMatchObject({ recorded: before.recorded + 1, submit: before.submit });
  });

  test('gets its first answer though it would be too long today', async () => {
    const memory = await registered();
    const first = await memory.submit();
    const wordy = since(memory, ({ folded }) => ({
      folded: folded.map((pack) => ({ ...pack, title: 'x'.repeat(5_000_000) })),
    }));
    expect(await memory.submit({}, wordy)).toEqual({ json: first.json, replayed: true });
    expect(await codeOf(memory.submit({ idempotencyKey: 'k2' }, wordy))).toBe('body_too_large');
  });

  test('but what was never recorded is refused', async () => {
    const memory = await registered();
    expect(await codeOf(memory.submit({ text: withFact }, factless(memory)))).toBe('declaration_invalid');
  });

  test('and so is another request under its key', async () => {
    const memory = await registered();
    await memory.submit({ text: withFact });
    const other = memory.submit({ text: withFact, fingerprint: 'g' }, factless(memory));
    expect(await codeOf(other)).toBe('idempotency_key_reused');
  });
});

describe('under a condition', () => {
  test.each([
    { ifMatch: '"v0"', want: 'precondition_failed' },
    { ifMatch: '"v1"', want: 'done' },
    { ifMatch: '"v2"', want: 'precondition_failed' },
    { ifMatch: '*', want: 'done' },
  ])('$ifMatch after one declaration: $want', async ({ ifMatch, want }) => {
    const { submit } = await registered();
    await submit();
    expect(await codeOf(submit({ idempotencyKey: 'k2', fingerprint: 'g', ifMatch }))).toBe(want);
  });

  test('that holds, it costs no read more', async () => {
    const { submit, calls } = await registered();
    const before = { ...calls };
    await submit({ ifMatch: '"v0"' });
    expect(calls).toEqual({ ...before, head: before.head + 1, catalogue: before.catalogue + 1, submit: 1 });
  });

  test('that does not, the answer says where the application is, and nothing is sent to be recorded', async () => {
    const { submit, calls } = await registered();
    await submit();
    const { submit: sent } = calls;
    await expect(submit({ idempotencyKey: 'k2', ifMatch: '"v0"' })).rejects.toThrow(/at `"v1"` now, not at `"v0"`/);
    expect(calls.submit).toBe(sent);
  });

  test('that held once, an equal retry gets its first answer', async () => {
    const { submit } = await registered();
    const first = await submit({ ifMatch: '"v0"' });
    expect(await submit({ ifMatch: '"v0"' })).toEqual({ json: first.json, replayed: true });
  });

  test('it is not built anew on what others declared meanwhile', async () => {
    const { store, heads } = contended(1);
    const { submit, ports } = await registered(memoryPorts(store));
    expect(await codeOf(submit({ ifMatch: '"v0"' }))).toBe('precondition_failed');
    expect(heads).toEqual([0]);
    expect(await ports.records.audit(tenant, entryId(tenant, 'k'))).toBeUndefined();
  });
});

describe('refused', () => {
  test.each([
    { name: 'an application of another tenant', changes: { tenant: 'tenant-b' }, want: 'not_found' },
    { name: 'an application nobody has', changes: { application: 'a'.repeat(26) }, want: 'not_found' },
    {
      name: 'a declaration that is not valid',
      changes: { text: '{"application":"x","no":1}' },
      want: 'declaration_invalid',
    },
    { name: 'half a text', changes: { text: '{"application":' }, want: 'body_malformed' },
  ])('$name is $want, and nothing is sent to be recorded', async ({ changes, want }) => {
    const { submit, calls } = await registered();
    expect(await codeOf(submit(changes))).toBe(want);
    expect(calls.submit).toBe(0);
  });

  test('an audit too long to be answered is not recorded', async () => {
    const { submit, calls } = await registered();
    const lines = Array.from({ length: 50 }, (_, n) => `${'somewhere '.repeat(40)}${n}`);
    const asset = { category: 'user.contact', store: lines, backup: lines };
    const data = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`a${n}`, asset]));
    const long = JSON.stringify({ application: 'long', data });
    expect(await codeOf(submit({ text: long }))).toBe('body_too_large');
    expect(calls.submit).toBe(0);
  });
});

/** A store whose head somebody else moves before the first `times` submissions. */
function contended(times: number) {
  const store = recordMap();
  const heads: number[] = [];
  const moving: RecordStore = {
    ...store,
    submit: (submission, head) => {
      heads.push(head.version);
      if (heads.length > times) return store.submit(submission, head);
      const other = { ...submission, id: entryId(tenant, `other ${heads.length}`), fingerprint: 'other' };
      return store.submit(other, head).then(() => store.submit(submission, head));
    },
  };
  return { store: moving, heads };
}

describe('while others submit', () => {
  test('it is built anew on the head that is there, and names the audit it really replaces', async () => {
    const { store, heads } = contended(5);
    const { submit } = await registered(memoryPorts(store));
    const audit = JSON.parse((await submit()).json);
    expect(heads).toEqual([0, 1, 2, 3, 4, 5]);
    expect(audit.previous).toBe(entryId(tenant, 'other 5'));
  });

  test('what follows a later one has a later time, and the law of its own day', async () => {
    const memory = memoryPorts();
    const { submit, clock, ports } = await registered(memory);
    clock.now = '2026-11-22T18:29:59.900Z';
    let passed = false;
    const records: RecordStore = {
      ...ports.records,
      submit: async (submission, head) => {
        if (passed) return ports.records.submit(submission, head);
        passed = true;
        clock.now = '2026-11-22T18:30:02.000Z';
        await submit({ idempotencyKey: 'other', fingerprint: 'other' });
        clock.now = '2026-11-22T18:30:02.100Z';
        return ports.records.submit(submission, head);
      },
    };
    const audit = JSON.parse((await submit({}, { ...ports, records })).json);
    expect(audit).toMatchObject({ previous: entryId(tenant, 'other'), asOf: '2026-11-23' });
    expect(audit.recordedAt).toBe('2026-11-22T18:30:02.100Z');
  });

  test('after six tries it is busy, and not recorded', async () => {
    const { store, heads } = contended(6);
    const { submit, ports } = await registered(memoryPorts(store));
    expect(await codeOf(submit())).toBe('busy');
    expect(heads).toHaveLength(6);
    expect(await ports.records.audit(tenant, entryId(tenant, 'k'))).toBeUndefined();
  });
});

test.each([
  { at: '2026-11-22T18:29:59.999Z', want: '2026-11-22' },
  { at: '2026-11-22T18:30:00.000Z', want: '2026-11-23' },
  { at: '2026-12-31T18:30:00.000Z', want: '2027-01-01' },
])('at $at it is $want in India', async ({ at, want }) => {
  const memory = memoryPorts();
  const { submit, clock, ports } = await registered(memory);
  clock.now = at;
  expect(JSON.parse((await submit()).json)).toMatchObject({ asOf: want, recordedAt: at });
  const checked = await checkDeclaration({ ...ports }, { text, format: 'json' });
  expect(JSON.parse(checked).asOf).toBe(want);
});

test('a check is by the law of the date it asks for, and touches no record', async () => {
  const { ports } = memoryPorts(untouched);
  const checked = await checkDeclaration(ports, { text, format: 'json', asOf: '2018-10-14' });
  expect(JSON.parse(checked).asOf).toBe('2018-10-14');
});
