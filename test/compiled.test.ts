import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compiledFiles } from '../infra/compile/files.ts';

test('every compiled file is what `npm run compile` writes', async () => {
  for (const { file, text } of await compiledFiles()) {
    const committed = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    expect(committed === text, `${file} is stale: npm run compile`).toBe(true);
  }
});
