import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { formatResidencySchema, requestSchema, residencySchema } from '../../shared/api/residency-schema.ts';
import { activities } from '../../shared/declaration/activity.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { contexts, documentKinds, exemptions, partyKinds, roles } from '../../shared/declaration/vocabulary.ts';
import { NivasError } from '../../shared/error.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const { facts } = releaseRulebook().policy;
const ajv = new Ajv.default({ strict: true, strictTypes: false, allErrors: true });
addFormats.default(ajv);
const inEditor = ajv.compile(residencySchema(facts));
const inRequest = ajv.compile(requestSchema(facts));
const reader = declarationReader(facts);

function read(declaration: object): string {
  try {
    reader(JSON.stringify(declaration), 'json');
    return 'good';
  } catch (error) {
    if (error instanceof NivasError && error.code === 'declaration_invalid') return 'bad';
    throw error;
  }
}

const a = { application: 'a' };
const asset = (fields: object) => ({ ...a, data: { d: fields } });
const digest = '0'.repeat(64);
const many = <T>(n: number, entry: T) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, entry]));

const good: object[] = [
  a,
  { ...a, $schema: 'https://nivas.example/v1/schemas/residency.json' },
  { ...a, operator: { name: 'A', country: 'IN' }, roles: roles.filter((role) => role !== 'bank'), notRoles: ['bank'] },
  { ...a, roles: 'none', owners: 'none', parties: 'none', documents: 'none', exemptions: 'none' },
  { ...a, owners: { o: { name: 'O', percent: 100, control: true, owners: { p: { country: 'US' } } } } },
  { ...a, exemptions: [...exemptions], complete: ['data', 'roles'] },
  asset({}),
  asset({ category: 'user.contact', contexts: 'none', none: [...activities] }),
  asset({ contexts: [...contexts] }),
  ...activities.map((activity) => asset({ [activity]: 'yotta/nm1' })),
  asset({ store: ['yotta/nm1', 'IN'] }),
  { ...asset({ store: { at: 'yotta/nm1', by: 'p' } }), parties: { p: { is: 'vendor' } } },
  asset({ store: [{ at: 'yotta/nm1' }, 'IN', {}] }),
  asset({ crossBorder: true }),
  asset({ crossBorder: { value: false } }),
  asset({ process: { at: 'US', stage: 'payment', purgedAbroadWithin: 'PT18H', returnedWithin: { value: 'never' } } }),
  asset({ access: { at: 'US', recipient: 'processor', copyKept: false } }),
  { ...a, parties: Object.fromEntries(partyKinds.map((is) => [is, { is, name: 'n', country: 'US' }])) },
  { ...a, documents: Object.fromEntries(documentKinds.map((kind) => [kind, { kind }])) },
  {
    ...a,
    documents: { d: { kind: 'system-audit-report', sha256: digest, issued: '2026-02-28', auditorEmpanelled: true } },
  },
  { ...a, terms: { url: 'https://example.in/terms', storedOnlyIn: ['IN'], quote: 'only in India' } },
  { ...a, terms: { storedOnlyIn: 'none' } },
  { ...a, orders: { o: { kind: 'blocking', from: '2020-06-29', status: 'in force' } } },
  { ...asset({}), resources: { d: ['Pay/*', 'module.kyc.*'] } },
  { ...a, data: many(200, {}) },
  { ...a, evidence: {} },
  {
    ...a,
    evidence: {
      e: {
        kind: 'observed',
        certainty: 'hint',
        sha256: digest,
        placements: [{ resource: 'r', activity: 'store', place: 'IN' }],
      },
    },
  },
];

const bad: object[] = [
  {},
  { application: '' },
  { application: 7 },
  { application: 'a'.repeat(501) },
  { ...a, dota: {} },
  { ...a, roles: [] },
  { ...a, roles: 'bank' },
  { ...a, roles: ['banker'] },
  { ...a, roles: ['none'] },
  { ...a, exemptions: ['all'] },
  { ...a, complete: ['everything'] },
  { ...a, operator: { country: 'India' } },
  { ...a, owners: {} },
  { ...a, owners: { o: { percent: 101 } } },
  { ...a, owners: { o: { owners: { p: { owners: {} } } } } },
  { ...a, data: {} },
  { ...a, data: { 'a key': {} } },
  { ...a, data: { ['k'.repeat(65)]: {} } },
  { ...a, data: many(201, {}) },
  { ...a, facts: { nobodyAsks: true } },
  asset({ stored: 'IN' }),
  asset({ store: [] }),
  asset({ store: 7 }),
  asset({ store: null }),
  asset({ store: '' }),
  asset({ store: [['IN']] }),
  asset({ store: { place: 'IN' } }),
  asset({ store: Array.from({ length: 51 }, () => 'IN') }),
  asset({ none: ['sell'] }),
  asset({ contexts: ['payment'] }),
  asset({ contexts: [] }),
  asset({ crossBoarder: true }),
  asset({ crossBorder: 'yes' }),
  asset({ crossBorder: { value: 'yes' } }),
  asset({ crossBorder: {} }),
  asset({ crossBorder: { value: true, by: 'me' } }),
  asset({ process: { at: 'US', stage: 'later' } }),
  asset({ process: { at: 'US', purgedAbroadWithin: '18 hours' } }),
  { ...a, parties: { p: { is: 'friend' } } },
  { ...a, parties: {} },
  { ...a, documents: { d: {} } },
  { ...a, documents: { d: { kind: 'letter' } } },
  { ...a, documents: { d: { kind: 'public-terms', sha256: 'A'.repeat(64) } } },
  { ...a, documents: { d: { kind: 'system-audit-report', issued: '2026-02-30' } } },
  { ...a, terms: { storedOnlyIn: [] } },
  { ...a, terms: { storedOnlyIn: ['India'] } },
  { ...a, terms: { url: 'not an address' } },
  { ...asset({}), resources: { d: [] } },
  { ...asset({}), resources: { d: 'Pay/*' } },
  { ...asset({}), resources: {} },
  { ...a, orders: { o: { kind: 'blocking' } } },
  { ...a, orders: { o: { kind: 'blocking', status: 's', from: '2026-13-01' } } },
  { ...a, evidence: { e: { kind: 'rumour' } } },
  { ...a, evidence: { e: { kind: 'observed', certainty: 'sure', sha256: digest, placements: [] } } },
  { ...a, evidence: { e: { kind: 'public-terms', sha256: digest, mediaType: 'application/pdf', text: 't' } } },
];

/** What a schema cannot say. */
const byTheReaderAlone: object[] = [
  asset({ store: { at: 'IN', by: 'nobody' } }),
  { ...a, terms: { document: 'd' } },
  asset({ crossBorder: { value: true, document: 'd' } }),
  asset({ store: 'IN', none: ['store'] }),
  { ...a, evidence: { e: { kind: 'public-terms', sha256: digest, mediaType: 'text/plain', text: 'other' } } },
  { ...a, evidence: { e: { kind: 'public-terms', sha256: digest, mediaType: 'text/plain' } } },
];

describe('the reader, the editor’s schema and the request’s agree', () => {
  const row = (declaration: object) => ({ declaration, name: JSON.stringify(declaration).slice(0, 120) });
  test.each(good.map(row))('good: $name', ({ declaration }) => {
    expect([read(declaration), inEditor(declaration), inRequest(declaration)]).toEqual(['good', true, true]);
  });
  test.each(bad.map(row))('bad: $name', ({ declaration }) => {
    expect([read(declaration), inEditor(declaration), inRequest(declaration)]).toEqual(['bad', false, false]);
  });
  test.each(byTheReaderAlone.map(row))('bad to the reader alone: $name', ({ declaration }) => {
    expect([read(declaration), inEditor(declaration), inRequest(declaration)]).toEqual(['bad', true, true]);
  });
});

test('terms may be a file for editors and the command line, never in a request', () => {
  const declaration = { ...a, evidence: { terms: { kind: 'public-terms', file: 'terms.txt' } } };
  expect([inEditor(declaration), inRequest(declaration), read(declaration)]).toEqual([true, false, 'bad']);
});

test('every fact is described by its question', () => {
  const text = JSON.stringify(residencySchema(facts));
  for (const specs of Object.values(facts)) for (const { ask } of specs.values()) expect(text).toContain(ask);
  expect(text).not.toContain('"short"');
});

test('the committed schema is the one that is made now; if not, compile', async () => {
  const file = new URL('../../shared/api/residency.schema.json', import.meta.url);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(formatResidencySchema(facts)));
});
