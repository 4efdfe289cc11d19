import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { announce, runningService } from '../../infra/local/service-file.ts';
import type { Plan } from '../../infra/local/template.ts';

const folder = () => mkdtemp(join(tmpdir(), 'nivas-service-'));
const lambda = { name: 'Read', entry: 'functions/read.ts', seconds: 25, environment: { RECORDS_TABLE: 'Records' } };
const plan: Plan = { tables: [], buckets: [], cors: undefined, routes: [{ key: 'GET /x', lambda }] };

test('a running service is found with what its clients read, but for credentials, and only by its user', async () => {
  const state = await folder();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = 'http://127.0.0.1:1';
  process.env.AWS_SECRET_ACCESS_KEY = 'a secret';
  const stop = await announce(state, 'http://127.0.0.1:2', plan);
  const { pid, origin, env } = (await runningService(state)) ?? {};
  expect({ pid, origin }).toEqual({ pid: process.pid, origin: 'http://127.0.0.1:2' });
  expect(env).toMatchObject({ RECORDS_TABLE: 'Records', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });
  expect(JSON.stringify(env)).not.toContain('a secret');
  expect((await stat(join(state, 'service.json'))).mode & 0o777).toBe(0o600);
  await stop();
  expect(await runningService(state)).toBeUndefined();
});

test('a service that ended without a word, or never was, is not found', async () => {
  const state = await folder();
  expect(await runningService(state)).toBeUndefined();
  await writeFile(join(state, 'service.json'), JSON.stringify({ pid: 2 ** 30, origin: 'http://127.0.0.1:2', env: {} }));
  expect(await runningService(state)).toBeUndefined();
});

test('a file that describes no service is said to be broken', async () => {
  const state = await folder();
  await writeFile(join(state, 'service.json'), '{"pid": "x"}');
  await expect(runningService(state)).rejects.toMatchObject({ code: 'store_unavailable' });
});
