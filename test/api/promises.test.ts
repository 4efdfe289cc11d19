import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { described } from './document.ts';
import { broken, promisesOf } from './promises.ts';

const file = 'test/golden/openapi.json';
const now = promisesOf(described());

test('`/v1` changes only by addition: nothing promised is gone, nothing more is demanded', async () => {
  const promised = z.array(z.string()).parse(JSON.parse(await readFile(file, 'utf8')));
  expect(broken(promised, now)).toEqual([]);
  // what was added is promised from now on (vitest -u renews it)
  await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot('../golden/openapi.json');
});

test.each([
  { name: 'an operation', change: drop('operation getAudit: GET /v1/audits/{id}') },
  { name: 'a field', change: drop('RecordedAudit.verdict') },
  { name: 'that a field is always there', change: drop('always RecordedAudit.verdict') },
  { name: 'a word', change: drop('PackResult.verdict = "indeterminate"') },
  { name: 'a parameter', change: drop('listAudits takes query from') },
  { name: 'a status', change: drop('getAudit answers 404 application/problem+json') },
  { name: 'a type', change: drop('ApplicationState.version is integer') },
])('$name that goes breaks a promise', ({ change }) => {
  expect(broken(now, change)).toHaveLength(1);
});

test.each(['needs Offer.name', 'needs submitDeclaration header if-match', 'needs getHealth nivas/read'])(
  'so does %s',
  (line) => {
    expect(broken(now, [...now, line])).toEqual([line]);
  },
);

test.each(['Audit.more', 'operation getMore: GET /v1/more', 'needs getMore nivas/read', 'Audit.verdict = "waived"'])(
  'but not the addition of %s',
  (line) => {
    expect(broken(now, [...now, line])).toEqual([]);
  },
);

test('what is no longer demanded breaks none', () => {
  expect(broken(now, drop('needs registerApplication header idempotency-key'))).toEqual([]);
});

function drop(line: string): string[] {
  expect(now).toContain(line);
  return now.filter((one) => one !== line);
}
