import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import * as z from 'zod';
import { recordTable } from '../../../shared/adapters/aws/record-table.ts';
import { evidenceMap } from '../../../shared/adapters/local/evidence-map.ts';
import { sha256 } from '../../../shared/canonical.ts';
import { getAudit } from '../../../shared/operations/get-audit.ts';
import { listAudits } from '../../../shared/operations/list-audits.ts';
import { registerApplication } from '../../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../../shared/operations/submit-declaration.ts';
import type { Rulebook } from '../../../shared/policy/release.ts';
import type { Ports } from '../../../shared/ports.ts';
import { countingTable, type Tally } from './counting-table.ts';

/** What one declaration makes the store do, by the code itself. Bytes; `packed`: gzipped, as it is kept. */
export type Measured = {
  readonly name: string;
  readonly declaration: { readonly bytes: number; readonly packed: number };
  readonly audit: { readonly bytes: number; readonly packed: number };
  readonly registration: Tally;
  /** The first declaration of an application, and an equal one again. */
  readonly first: Tally;
  readonly again: Tally;
  readonly read: Tally;
  /** A page of 50 lines of a tenant's audits. */
  readonly page: Tally;
};

const examples = new URL('../../../examples/', import.meta.url);

/** Declares each of the examples against a table that counts. */
export async function measureExamples(rulebook: Rulebook): Promise<Measured[]> {
  const names = (await readdir(examples)).toSorted();
  return Promise.all(names.map(async (name) => measure(name, await declarationIn(name), rulebook)));
}

const Declaration = z.looseObject({
  evidence: z.record(z.string(), z.looseObject({ file: z.string().optional() })).optional(),
});

/** The example as it is sent over REST: the words of its terms in it. */
export async function declarationIn(name: string): Promise<string> {
  const folder = new URL(`${name}/`, examples);
  const { evidence, ...declaration } = Declaration.parse(
    parse(await readFile(new URL('residency.yaml', folder), 'utf8')),
  );
  if (evidence === undefined) return JSON.stringify(declaration);
  const sent: Record<string, object> = {};
  for (const [key, { file, ...piece }] of Object.entries(evidence)) {
    const text = file === undefined ? undefined : await readFile(new URL(file, folder), 'utf8');
    sent[key] = { ...piece, ...(text !== undefined && { mediaType: 'text/plain', sha256: sha256(text), text }) };
  }
  return JSON.stringify({ ...declaration, evidence: sent });
}

async function measure(name: string, text: string, rulebook: Rulebook): Promise<Measured> {
  const table = countingTable();
  const ports = portsOver(table.client, rulebook);
  const tenant = 'tenant-a';
  const reader = { tenant };
  const recording = (idempotencyKey: string) => ({ tenant, idempotencyKey, fingerprint: sha256(idempotencyKey) });
  const registered = await registerApplication(ports, { ...recording('application'), name });
  const application: string = JSON.parse(registered.json).id;
  const registration = table.taken();
  const declare = async (key: string) => {
    const { json } = await submitDeclaration(ports, { ...recording(key), application, text, format: 'json' });
    return { json, tally: table.taken() };
  };
  const first = await declare('first');
  const again = await declare('again');
  for (let n = 0; n < 50; n++) await declare(`more-${n}`);
  await listAudits(ports, { reader, filter: {}, limit: 50 });
  const page = table.taken();
  await getAudit(ports, { reader, id: JSON.parse(again.json).id });
  const sizes = (json: string) => ({ bytes: Buffer.byteLength(json), packed: gzipSync(json).length });
  return {
    name,
    declaration: sizes(text),
    audit: sizes(again.json),
    registration,
    first: first.tally,
    again: again.tally,
    read: table.taken(),
    page,
  };
}

function portsOver(client: ReturnType<typeof countingTable>['client'], rulebook: Rulebook): Ports {
  const catalogue = { n: 1, ...rulebook };
  let [seconds, nonces] = [0, 0];
  const now = () => new Date(Date.UTC(2026, 10, 22, 9, 0, seconds));
  return {
    records: recordTable({ client, table: 'records', bodies: { put: inRow, get: inRow } }),
    catalogue: { current: async () => catalogue, knownAt: async () => catalogue },
    evidence: evidenceMap(now),
    now: () => {
      seconds += 1;
      return now();
    },
    // Chance would make the page differ each time it is made, and zeros would be packed too well.
    nonce: () => sha256(`nonce ${nonces++}`),
  };
}

const inRow = (): Promise<never> => Promise.reject(new Error('a body of this size stays in its row'));
