import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { attacks } from '../report/audits.ts';
import { makeWorld, scopeOf } from './world.ts';

const executablePath = '/usr/bin/chromium';
const found = existsSync(executablePath);
const title = found ? 'in Chromium' : `skipped, because there is no ${executablePath}: in Chromium`;
const Named = z.object({ id: z.string() });

/** What an operator stored, on a regulator's screen, served as it will be served: with its headers. */
describe.skipIf(!found)(title, async () => {
  const world = await makeWorld();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  });
  afterAll(() => Promise.all([browser.close(), world.end()]));

  async function post(path: string, key: string, body: object): Promise<string> {
    const headers = {
      authorization: `Bearer ${await world.sign({ tenant: 'alpha', scope: scopeOf('declare') })}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    const answer = await fetch(`${world.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return Named.parse(await answer.json()).id;
  }

  async function reportOf(attack: string, n: number): Promise<string> {
    const application = await post('/v1/applications', `register-${n}`, { name: attack });
    return post(`/v1/applications/${application}/declarations`, `declare-${n}`, {
      application: attack,
      operator: { name: attack, country: 'IN' },
      owners: { parent: { name: attack, country: 'CN' } },
      roles: ['payment-system-operator'],
      data: { videos: { category: attack, store: attack, process: [attack, 'US'] } },
      terms: { storedOnlyIn: ['IN'], quote: attack, url: 'https://example.in/terms' },
    });
  }

  test.each(attacks.map((attack, n) => ({ attack, n })))('$attack, stored, does nothing', async ({ attack, n }) => {
    const id = await reportOf(attack, n);
    const regulator = await world.sign({ issuers: 'rbi', scope: scopeOf('read') });
    const page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${regulator}` } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const url = `${world.origin}/v1/audits/${id}/report`;
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(200);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.evaluate('document.scripts.length + document.images.length + frames.length')).toBe(0);
    expect(asked.filter((one) => !one.endsWith('/favicon.ico'))).toEqual([url]);
    // Were something let through, the policy of the answer would still not run it.
    await expect(page.addScriptTag({ content: 'window.hit = 1' })).rejects.toThrow(/Content Security Policy/);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    await page.close();
  });
});
