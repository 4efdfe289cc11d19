import { describe, expect, test } from 'vitest';
import { sha256 } from '../../shared/canonical.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { NivasError } from '../../shared/error.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { getDeclaration } from '../../shared/operations/get-declaration.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { EvidenceStore, Ports } from '../../shared/ports.ts';
import { memoryPorts } from './ports.ts';

const tenant = 'tenant-a';
const terms = '\ufeffTerms.\n\nJhalak keeps data only in India. It asks before it changes this.\n';
const hex = sha256(terms);

/** A declaration that quotes these terms, with the given pieces of evidence. */
const declaring = (evidence: Readonly<Record<string, object>>, of = hex) => ({
  application: 'Jhalak',
  terms: { storedOnlyIn: ['IN'], quote: 'Jhalak keeps data only in India.', document: 'tos' },
  documents: { tos: { kind: 'public-terms', sha256: of } },
  evidence,
});
const named = (of = hex) => ({ kind: 'public-terms', sha256: of, mediaType: 'text/plain' });
const sent = { terms: { ...named(), text: terms } };

async function registered(changes: (ports: Ports) => Partial<Ports> = () => ({})) {
  const memory = memoryPorts();
  const ports = { ...memory.ports, ...changes(memory.ports) };
  const asked = { tenant, idempotencyKey: 'register', fingerprint: 'r', name: 'Jhalak' };
  const application: string = JSON.parse((await registerApplication(ports, asked)).json).id;
  const submit = async (declaration: object, more: object = {}) => {
    const text = JSON.stringify(declaration);
    const asked = {
      tenant,
      application,
      idempotencyKey: sha256(text),
      fingerprint: 'f',
      text,
      format: 'json',
    } as const;
    const { json, replayed } = await submitDeclaration(ports, { ...asked, ...more });
    return { audit: JSON.parse(json), replayed };
  };
  const upload = (bytes: string | Uint8Array) => memory.evidence.upload(tenant, Buffer.from(bytes), 'text/plain');
  return { ...memory, ports, application, submit, upload };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof NivasError) return { code: error.code, issues: error.issues };
      throw error;
    },
  );
const at = (pointer: string, message: RegExp) => ({
  code: 'declaration_invalid',
  issues: [expect.objectContaining({ pointer, message: expect.stringMatching(message) })],
});

describe('a declaration that names an uploaded text', () => {
  test('is judged as if the text had been sent', async () => {
    const { submit, upload } = await registered();
    upload(terms);
    const [inline, byName, without] = [
      await submit(declaring(sent)),
      await submit(declaring({ terms: named() })),
      await submit(declaring({})),
    ].map(({ audit }) => audit);
    expect(byName.digest).toBe(inline.digest);
    const { id, previous, ...rest } = byName;
    expect(rest).toEqual({ ...inline, id: undefined, previous: undefined });
    expect(without.digest, 'the text matters').not.toBe(inline.digest);
  });

  test('is kept as it was sent, and its text for good, before it is recorded', async () => {
    const places: (string | undefined)[] = [];
    const { submit, upload, evidence, submissions } = await registered(({ records, evidence }) => ({
      records: {
        ...records,
        submit: async (submission, head) => {
          places.push((await evidence.find(tenant, hex))?.place);
          return records.submit(submission, head);
        },
      },
    }));
    upload(terms);
    await submit(declaring({ terms: named() }));
    expect(places).toEqual(['kept']);
    expect(Buffer.from((await evidence.read(tenant, hex, 'kept')) ?? []).toString()).toBe(terms);
    expect(JSON.parse(submissions[0]?.declaration.json ?? '')).toEqual(declaring({ terms: named() }));
  });

  test('may be sent again', async () => {
    const { submit, upload } = await registered();
    upload(terms);
    const { audit } = await submit(declaring({ terms: named() }));
    expect(await submit(declaring({ terms: named() }))).toEqual({ audit, replayed: true });
  });

  test('may name what an earlier one had kept', async () => {
    const kept: string[] = [];
    const { submit, upload } = await registered(({ evidence }) => ({
      evidence: {
        ...evidence,
        keep: (...piece) => {
          kept.push(piece[1]);
          return evidence.keep(...piece);
        },
      },
    }));
    upload(terms);
    await submit(declaring({ terms: named() }));
    await submit(declaring({ again: named() }));
    expect(kept).toEqual([terms]);
  });

  test('may name one text twice, which is fetched once', async () => {
    const reads: string[] = [];
    const { submit, upload } = await registered(({ evidence }) => ({
      evidence: {
        ...evidence,
        read: (...asked) => {
          reads.push(asked[1]);
          return evidence.read(...asked);
        },
      },
    }));
    upload(terms);
    await submit(declaring({ terms: named(), copy: named() }));
    expect(reads).toEqual([hex]);
  });
});

describe('nothing is asked of the store', () => {
  const untouched: EvidenceStore = {
    find: () => Promise.reject(new Error('find was called')),
    read: () => Promise.reject(new Error('read was called')),
    keep: () => Promise.reject(new Error('keep was called')),
  };
  const observed = { kind: 'observed', certainty: 'hint', sha256: hex, placements: [] };

  test.each([
    { name: 'no evidence', evidence: {} },
    { name: 'its texts', evidence: sent },
    { name: 'observations', evidence: { dns: observed } },
  ])('for a declaration with $name', async ({ evidence }) => {
    const { submit } = await registered(() => ({ evidence: untouched }));
    expect((await submit(declaring(evidence))).replayed).toBe(false);
  });

  test.each([
    { name: 'not valid', declaration: { ...declaring({ terms: named() }), dota: {} } },
    { name: 'a piece of which is not', declaration: declaring({ terms: named(), other: { kind: 'rumour' } }) },
  ])('for a declaration that is $name', async ({ declaration }) => {
    const { submit } = await registered(() => ({ evidence: untouched }));
    expect(await failure(submit(declaration))).toMatchObject({ code: 'declaration_invalid' });
  });
});

describe('refused, and nothing is recorded or kept', () => {
  const long = 'a'.repeat(limits.terms + 1);
  const longer = 'a'.repeat(limits.namedTerms + 1);
  test.each([
    { name: 'nothing uploaded', bytes: [], of: hex, says: /nothing is uploaded.*POST \/v1\/evidence/ },
    { name: 'what is no UTF-8', bytes: [Buffer.from([0x61, 0xff])], says: /is not UTF-8/ },
    { name: 'more characters than terms may have', bytes: [long], says: /2000001 characters.*2000000/ },
    { name: 'more bytes than are fetched', bytes: [longer], says: /8000001 bytes.*8000000/ },
  ])('$name', async ({ bytes: [bytes], of = sha256(bytes ?? ''), says }) => {
    const { submit, upload, made, evidence } = await registered();
    if (bytes !== undefined) upload(bytes);
    const before = made.length;
    expect(await failure(submit(declaring({ terms: named(of) })))).toEqual(at('/evidence/terms/sha256', says));
    expect(made).toHaveLength(before);
    expect(await evidence.read(tenant, of, 'kept')).toBeUndefined();
  });

  test('texts that are too much together, at the one that is', async () => {
    const { submit, upload } = await registered();
    const texts = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(limits.terms));
    for (const text of texts) upload(text);
    const evidence = Object.fromEntries(texts.map((text, n) => [`t${n}`, named(sha256(text))]));
    expect(await failure(submit(declaring(evidence)))).toEqual(at('/evidence/t4/sha256', /may have 8000000/));
  });

  test('another tenant’s upload, with line and column', async () => {
    const { submit, evidence } = await registered();
    evidence.upload('tenant-b', Buffer.from(terms), 'text/plain');
    const text = `application: Jhalak\nevidence:\n  terms:\n    kind: public-terms\n    sha256: ${hex}\n    mediaType: text/plain\n`;
    expect(await failure(submit({}, { text, format: 'yaml' }))).toMatchObject({
      issues: [{ pointer: '/evidence/terms/sha256', line: 5, column: 5 }],
    });
  });

  test('each one that is missing', async () => {
    const { submit } = await registered();
    const refused = await failure(submit(declaring({ a: named(), b: named(), c: named(sha256('c')) })));
    expect(refused?.issues.map(({ pointer }) => pointer)).toEqual([
      '/evidence/a/sha256',
      '/evidence/b/sha256',
      '/evidence/c/sha256',
    ]);
  });

  test('an upload that expires while it is read', async () => {
    const { submit, upload } = await registered(({ evidence }) => ({
      evidence: { ...evidence, read: async () => undefined },
    }));
    upload(terms);
    expect(await failure(submit(declaring({ terms: named() })))).toEqual(
      at('/evidence/terms/sha256', /nothing is uploaded/),
    );
  });

  test.each([
    { name: 'an application that is not there', changes: { application: 'a'.repeat(26) }, want: 'not_found' },
    { name: 'a store that cannot keep it', broken: true, want: 'store_unavailable' },
  ])('$name', async ({ changes = {}, broken = false, want }) => {
    const keep = () => Promise.reject(new NivasError('store_unavailable', 'not now'));
    const { submit, upload, made, ports } = await registered(({ evidence }) =>
      broken ? { evidence: { ...evidence, keep } } : {},
    );
    upload(terms);
    const before = made.length;
    expect(await failure(submit(declaring({ terms: named() }), changes))).toMatchObject({ code: want });
    expect(made).toHaveLength(before);
    expect(await ports.evidence.find(tenant, hex)).toMatchObject({ place: 'pending' });
  });

  test('by a check, which may see no tenant’s uploads, with the remedy', async () => {
    const { ports } = await registered();
    const text = JSON.stringify(declaring({ terms: named() }));
    expect(await failure(checkDeclaration(ports, { text, format: 'json' }))).toEqual(
      at('/evidence/terms', /`text` is missing: send the words.*recorded/),
    );
  });
});

describe('the declaration of an audit', () => {
  test('is given with the texts that it names, so that anybody may run the audit again', async () => {
    const { submit, upload, ports } = await registered();
    upload(terms);
    const { audit } = await submit(declaring({ terms: named() }));
    for (const reader of [{ tenant }, { issuers: ['nivas'] }]) {
      const text = await getDeclaration(ports, { reader, id: audit.id });
      expect(JSON.parse(text)).toEqual(declaring(sent));
      expect(JSON.parse(await checkDeclaration(ports, { text, format: 'json' })).digest).toBe(audit.digest);
    }
  });

  test('is given as it was sent where the whole could not be sent', async () => {
    const { submit, upload, ports } = await registered();
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(limits.terms));
    for (const text of texts) upload(text);
    const evidence = Object.fromEntries(texts.map((text, n) => [`t${n}`, named(sha256(text))]));
    const { audit } = await submit(declaring(evidence));
    const text = await getDeclaration(ports, { reader: { tenant }, id: audit.id });
    expect(JSON.parse(text)).toEqual(declaring(evidence));
  });

  test('is not given without a text that is gone', async () => {
    const { submit, upload, ports } = await registered();
    upload(terms);
    const { audit } = await submit(declaring({ terms: named() }));
    const evidence = { ...ports.evidence, read: async () => undefined };
    expect(await failure(getDeclaration({ ...ports, evidence }, { reader: { tenant }, id: audit.id }))).toMatchObject({
      code: 'shape_unknown',
    });
  });
});
