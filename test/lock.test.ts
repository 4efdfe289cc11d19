import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ resolved: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

test('the lock file names every optional package, or `npm ci` refuses it, and no address', async () => {
  const { packages } = Lock.parse(JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')));
  const named = Object.keys(packages);
  const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).filter((name) => !named.some((path) => path.endsWith(`node_modules/${name}`))),
  );
  expect(missing).toEqual([]);
  expect(Object.values(packages).flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
});
