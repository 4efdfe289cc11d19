import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { typed, written } from '../cli/terminal.ts';
import { makeApp } from './app.ts';

const assembly = makeApp().synth().directory;
const deployed = ['--evidence', assembly, '--account', '123456789012'];

/** `nivas check` on what we declare of Nivas itself, after a change, against what we deploy. */
async function own(change: (text: string) => string = (text) => text, ...more: string[]) {
  const declared = await readFile('residency.yaml', 'utf8');
  return typed('check', await written(change(declared)), ...deployed, ...more);
}

test('Nivas keeps its own rules: what it declares is what it deploys', async () => {
  const { status, out } = await own();
  expect(out).toMatch(/^✓ COMPLIANT: Nivas/);
  expect(out).not.toContain('Leaves India, or may');
  expect(status).toBe(0);
});

test.each([
  {
    name: 'the standby in Hyderabad',
    change: (text: string) => text.replaceAll('store: [aws/ap-south-1, aws/ap-south-2]', 'store: aws/ap-south-1'),
  },
  {
    name: 'where its keys are',
    change: (text: string) =>
      text.replace('manage-keys: [aws/ap-south-1, aws/ap-south-2]', 'manage-keys: aws/ap-south-1'),
  },
])('it is told when it forgets $name', async ({ change }) => {
  const { status, out } = await own(change);
  expect(out).toContain('deployed at `aws/ap-south-2`, which is not declared');
  expect(status).toBe(2);
});

test('where evidence is required, what these stacks do not show of it is open, and nothing else', async () => {
  const { status, out } = await own(undefined, '--require-evidence', '--json');
  expect(status).toBe(3);
  const { packs }: { packs: { pack: string; verdict: string; findings: { outcome: string; because: string }[] }[] } =
    JSON.parse(out);
  const open = packs.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome !== 'pass');
  // the company's books are elsewhere; a table's backups and what a gateway passes on are no rows that are certain
  expect([...new Set(open.map(({ because }) => because.replace(/: give .*/, '')))].toSorted()).toEqual([
    'nothing deployed shows that `books` is backed up at `aws/ap-south-2`',
    'nothing deployed shows that `records` is backed up at `aws/ap-south-1`',
    'nothing deployed shows that `records` is sent to `aws/ap-south-1`',
  ]);
  expect(packs.find(({ pack }) => pack === 'certin-logs')?.verdict).toBe('compliant');
});
