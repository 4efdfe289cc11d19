import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, typed, written } from './terminal.ts';

const after = 'examples/short-video-after/residency.yaml';

test('a command that there is not is told, with the one that may be meant', async () => {
  expect(await typed('chek')).toMatchObject({
    status: 1,
    err: 'nivas: there is no command `chek`; did you mean `check`?',
  });
});

test.each(['12', 'mumbai', '1234567890123'])('the account %s is none of AWS', async (account) => {
  const { status, err } = await typed('check', after, '--account', account);
  expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('it has 12 digits') });
});

test('a key that is a list is told, and not called by what JavaScript calls it', async () => {
  const { status, err } = await typed('check', await written('application: x\n? [a, b]\n: 1\n'));
  expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining(':2:3 a key is a word') });
});

test.each([['remedies'], ['fix', '--dry-run']])(
  '%s say what lies beside the declaration and was not looked at',
  async (...command) => {
    const folder = await newFolder();
    await cp('examples/four-routes', folder, { recursive: true });
    const said = 'this is of the declaration alone: `nivas check` holds it against `template.yaml` too';
    expect((await typed(...command, join(folder, 'residency.yaml'))).err.replaceAll(/\s+/g, ' ')).toContain(said);
    expect((await typed(...command, after)).err).not.toContain('alone');
  },
);

test('questions say what no answer settles, and what would', async () => {
  const { out } = await typed('questions', after, '--require-evidence');
  expect(out).toContain('no answer in the declaration would settle what is open');
  expect(out).toMatch(
    /Open, whatever is answered\n {2}\? evidence of what is deployed is required[\s\S]*→ Give what is deployed/,
  );
  expect((await typed('questions', after)).out).toContain('no answer would change what any of the rules says');
});
