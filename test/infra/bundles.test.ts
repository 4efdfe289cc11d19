import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lambdas } from '../../shared/api/routes.ts';
import { bundled } from '../bench/lambdas.ts';

const folder = await mkdtemp(join(tmpdir(), 'nivas-bundles-'));
afterAll(() => rm(folder, { recursive: true }));

test.each(lambdas)(
  '`%s` has at most a megabyte of code, and signs addresses only if that is its work',
  async (lambda) => {
    const { code, files } = await bundled(lambda, join(folder, `${lambda}.mjs`));
    expect(code).toBeLessThanOrEqual(1024 * 1024);
    expect(code).toBeGreaterThan(100_000);
    expect(files.some((file) => file.includes('s3-request-presigner'))).toBe(lambda === 'evidence');
  },
);

test('the hook has at most a megabyte of code, and nothing in it reaches a service of AWS', async () => {
  const { code, files } = await bundled('hook', join(folder, 'hook.mjs'));
  expect(code).toBeLessThanOrEqual(1024 * 1024);
  expect(files.filter((file) => /@aws-sdk|@smithy|unpdf/.test(file))).toEqual([]);
});
