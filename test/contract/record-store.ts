import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { applicationId, entryId } from '../../shared/audit/ids.ts';
import type { Document, Head, RecordStore, Registration, Submission } from '../../shared/ports.ts';

export const documentOf = (content: unknown): Document => {
  const json = JSON.stringify(content);
  return { digest: `sha256:${createHash('sha256').update(json).digest('hex')}`, json };
};

/** A registration, by a tenant nobody else has. Equal but for its nonce when it is made again. */
export function registrationOf(tenant = `tenant-${randomUUID().slice(0, 8)}`, key = 'register'): Registration {
  const ids = { id: entryId(tenant, key), application: applicationId(tenant, key) };
  const said = { name: 'Short videos', at: '2026-11-22T09:00:00.000Z', fingerprint: `of ${key}` };
  return { tenant, ...ids, ...said, statement: JSON.stringify({ key, nonce: randomUUID() }) };
}

type Changes = Partial<Submission> & { readonly key?: string };

/** A submission on top of a head. Its nonce is new each time, as it is when a request is sent again. */
export function submissionOf(
  { tenant, application }: Pick<Head, 'tenant' | 'application'>,
  changes: Changes = {},
): Submission {
  const { key = 'submit', ...rest } = changes;
  const said = { at: '2026-11-22T10:00:00.000Z', fingerprint: `of ${key}`, catalogue: 1 };
  return {
    tenant,
    application,
    id: entryId(tenant, key),
    ...said,
    statement: JSON.stringify({ key, nonce: randomUUID() }),
    declaration: documentOf({ declaration: key }),
    audit: documentOf({ audit: key }),
    verdict: 'compliant',
    packs: { 'india-only': 'compliant', 'certin-logs': 'not-applicable' },
    sites: ['aws/ap-south-1', 'yotta/nm1'],
    ...rest,
  };
}

export async function registered(store: RecordStore): Promise<Head> {
  const registration = registrationOf();
  await store.register(registration);
  return await headOf(store, registration);
}

export async function headOf(store: RecordStore, { tenant, application }: Pick<Head, 'tenant' | 'application'>) {
  const head = await store.head(tenant, application);
  if (head === undefined) throw new Error('the application is not registered');
  return head;
}

/** Submits as the operation does: when the head has moved, reads it again and builds anew. */
export async function submitOnTop(store: RecordStore, head: Head, changes: Changes) {
  for (let now = head; ; now = await headOf(store, head)) {
    const recorded = await store.submit(submissionOf(now, changes), now);
    if (recorded !== 'moved') return { recorded, version: now.version + 1 };
  }
}

const times = <T>(n: number, make: (n: number) => T) => Array.from({ length: n }, (_, i) => make(i));

/** What every RecordStore must do. Run it against each adapter. */
export function recordStoreContract(name: string, open: () => RecordStore): void {
  describe(name, () => {
    test('an application that was never registered has no head, and its submission moves nothing', async () => {
      const store = open();
      const { tenant, application, name, at } = registrationOf();
      expect(await store.head(tenant, application)).toBeUndefined();
      const invented: Head = { tenant, application, name, registeredAt: at, version: 0 };
      expect(await store.submit(submissionOf(invented), invented)).toBe('moved');
      expect(await store.head(tenant, application)).toBeUndefined();
      expect(await store.audit(tenant, submissionOf(invented).id)).toBeUndefined();
      expect(await store.holder('application', application)).toBeUndefined();
      expect(await store.holder('audit', submissionOf(invented).id)).toBeUndefined();
    });

    test('a registered application has a head without an audit', async () => {
      const store = open();
      const registration = registrationOf();
      expect(await store.register(registration)).toBe('made');
      const { tenant, application } = registration;
      const head = { tenant, application, name: 'Short videos', registeredAt: registration.at, version: 0 };
      expect(await store.head(tenant, application)).toStrictEqual(head);
    });

    test('the same registration again is replayed; another one under its key is refused', async () => {
      const store = open();
      const { tenant, application } = await registered(store);
      expect(await store.register(registrationOf(tenant))).toBe('replayed');
      const other = { ...registrationOf(tenant), fingerprint: 'other', name: 'Other' };
      await expect(store.register(other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      expect(await store.head(tenant, application)).toMatchObject({ name: 'Short videos', version: 0 });
    });

    test('an accepted submission is the newest state, and its audit comes back to the letter', async () => {
      const store = open();
      const head = await registered(store);
      const submission = submissionOf(head, { audit: documentOf({ text: 'आवास "\u2028' }) });
      expect(await store.submit(submission, head)).toBe('made');
      const { id, at, verdict, packs, sites, catalogue } = submission;
      const current = { audit: id, at, verdict, packs, sites, catalogue };
      expect(await headOf(store, head)).toStrictEqual({ ...head, version: 1, current });
      expect(await store.audit(head.tenant, id)).toBe(submission.audit.json);
      expect(await store.declaration(head.tenant, id)).toBe(submission.declaration.json);
    });

    test('whoever asks is told whose an audit or an application is, and which packs judged it', async () => {
      const store = open();
      const head = await registered(store);
      const { tenant, application } = head;
      expect(await store.holder('application', application)).toEqual({ tenant, packs: {} });
      const first = submissionOf(head, { packs: { one: 'compliant', two: 'non-compliant' } });
      await store.submit(first, head);
      const second = submissionOf(head, { key: 'second', packs: { two: 'compliant' } });
      await store.submit(second, await headOf(store, head));
      expect(await store.holder('application', application)).toEqual({ tenant, packs: { two: 'compliant' } });
      expect(await store.holder('audit', first.id)).toEqual({ tenant, packs: first.packs });
      expect(await store.holder('audit', second.id)).toEqual({ tenant, packs: second.packs });
      expect(await store.holder('audit', application)).toBeUndefined();
      expect(await store.holder('application', first.id)).toBeUndefined();
      expect(await store.holder('audit', registrationOf(tenant).id)).toBeUndefined();
    });

    test('whether a request is recorded can be asked before it is sent', async () => {
      const store = open();
      const head = await registered(store);
      const submission = submissionOf(head);
      expect(await store.recorded(submission)).toBe(false);
      await store.submit(submission, head);
      expect(await store.recorded(submission)).toBe(true);
      expect(await store.recorded(registrationOf(head.tenant))).toBe(true);
      expect(await store.recorded({ ...submission, tenant: registrationOf().tenant })).toBe(false);
      await expect(store.recorded({ ...submission, fingerprint: 'other' })).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
    });

    test('a body of a megabyte that does not compress comes back to the letter', async () => {
      const store = open();
      const head = await registered(store);
      const noise = times(16_000, () => randomUUID()).join('');
      const submission = submissionOf(head, { audit: documentOf({ noise }), declaration: documentOf([noise]) });
      expect(await store.submit(submission, head)).toBe('made');
      expect(await store.audit(head.tenant, submission.id)).toBe(submission.audit.json);
      expect(await store.declaration(head.tenant, submission.id)).toBe(submission.declaration.json);
    });

    test('the same submission again is replayed, on an old head or a new one, and changes nothing', async () => {
      const store = open();
      const head = await registered(store);
      const first = submissionOf(head);
      await store.submit(first, head);
      const again = submissionOf(head, { at: '2026-11-22T10:00:09.000Z', audit: documentOf('other nonce') });
      expect(await store.submit(again, head)).toBe('replayed');
      expect(await store.submit(again, await headOf(store, head))).toBe('replayed');
      expect(await headOf(store, head)).toMatchObject({ version: 1, current: { at: first.at } });
      expect(await store.audit(head.tenant, first.id)).toBe(first.audit.json);
    });

    test('another request under a used key is refused, whatever used it, and changes nothing', async () => {
      const store = open();
      const head = await registered(store);
      await store.submit(submissionOf(head), head);
      const now = await headOf(store, head);
      const refusal = { code: 'idempotency_key_reused' };
      await expect(store.submit(submissionOf(now, { fingerprint: 'other' }), now)).rejects.toMatchObject(refusal);
      await expect(store.submit(submissionOf(now, { key: 'register', fingerprint: 'b' }), now)).rejects.toMatchObject(
        refusal,
      );
      const takenOver = { ...registrationOf(head.tenant, 'submit'), fingerprint: 'c' };
      await expect(store.register(takenOver)).rejects.toMatchObject(refusal);
      expect(await headOf(store, head)).toStrictEqual(now);
    });

    test('a submission built on an old head is moved, records nothing, and succeeds on the new head', async () => {
      const store = open();
      const head = await registered(store);
      await store.submit(submissionOf(head), head);
      const second = submissionOf(head, { key: 'second' });
      expect(await store.submit(second, head)).toBe('moved');
      expect(await store.audit(head.tenant, second.id)).toBeUndefined();
      expect(await store.submit(second, await headOf(store, head))).toBe('made');
      expect(await headOf(store, head)).toMatchObject({ version: 2, current: { audit: second.id } });
    });

    test("another tenant's application, audit and key are as if they were not there", async () => {
      const store = open();
      const head = await registered(store);
      await store.submit(submissionOf(head), head);
      const other = registrationOf();
      expect(await store.head(other.tenant, head.application)).toBeUndefined();
      expect(await store.audit(other.tenant, submissionOf(head).id)).toBeUndefined();
      expect(await store.declaration(other.tenant, submissionOf(head).id)).toBeUndefined();
      expect(await store.register(other)).toBe('made');
    });

    test('thirty equal submissions at once make one record, which all of them see', async () => {
      const store = open();
      const head = await registered(store);
      const results = await Promise.all(
        times(30, (n) => store.submit(submissionOf(head, { audit: documentOf(n) }), head)),
      );
      expect(results.toSorted()).toEqual(['made', ...times(29, () => 'replayed')]);
      expect((await headOf(store, head)).version).toBe(1);
      expect(await store.audit(head.tenant, submissionOf(head).id)).toBe(String(results.indexOf('made')));
    });

    test('eight different submissions at once on one application are all made, one after the other', async () => {
      const store = open();
      const head = await registered(store);
      const made = await Promise.all(times(8, (n) => submitOnTop(store, head, { key: `key ${n}` })));
      expect(made.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect((await headOf(store, head)).version).toBe(8);
    });
  });
}
