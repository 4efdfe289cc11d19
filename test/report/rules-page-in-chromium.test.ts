import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { makeService } from '../api/service.ts';
import { attacks } from './audits.ts';
import { hostilePage, pageOf } from './packs.ts';

const executablePath = '/usr/bin/chromium';
const found = existsSync(executablePath);
const path = '/v1/packs/rbi-payment-data/2018/rules';
const answered = await makeService().send({ method: 'GET', path, claims: {} });
const rules = releaseRulebook().policy.packs.find(({ pack }) => pack === 'rbi-payment-data')?.rules.length;
const title = found ? 'in Chromium' : `skipped, because there is no ${executablePath}: in Chromium`;

describe.skipIf(!found)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  });
  afterAll(() => browser.close());

  /** Opens a page as the service sends it, with its headers, and listens for complaints. */
  async function opened(body: string, width = 1000) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ status: 200, headers: { ...answered.headers }, body });
    });
    await page.goto(`https://nivas.example${path}`);
    return { page, asked, complaints };
  }

  test('the page as it is sent is shown in its style, without a complaint', async () => {
    const { page, asked, complaints } = await opened(answered.text);
    expect(await page.textContent('h1')).toBe('Storage of payment system data (RBI)');
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).fontSize')).toBe('32px');
    expect(asked).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('a script, and a style that is not the page’s, are refused and complained of', async () => {
    const more = '<script>window.hit = 1</script><style>h1 { font-size: 99px }</style>';
    const { page, complaints } = await opened(answered.text.replace('</body>', `${more}</body>`));
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).fontSize')).toBe('32px');
    expect(complaints).toHaveLength(2);
  });

  test.each(attacks)('%s does nothing and is read as it was written', async (attack) => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(hostilePage(attack));
    await page.mouse.move(300, 300);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.evaluate('document.scripts.length + document.images.length + frames.length')).toBe(0);
    expect(await page.textContent('h1')).toBe(attack.replace('\u202e', '\ufffd'));
    expect(asked).toEqual([]);
  });

  test.each([320, 390, 1000])('nothing is wider than a screen of %i', async (width) => {
    for (const body of [answered.text, pageOf('fixture-assets', 'new'), hostilePage('w'.repeat(400))]) {
      const { page } = await opened(body, width);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  test('every link leads to something on the page', async () => {
    const { page } = await opened(answered.text);
    expect(await page.evaluate('[...document.links].length')).toBe(rules);
    expect(await page.evaluate('[...document.links].every((link) => document.querySelector(link.hash))')).toBe(true);
  });

  test('in print no rule’s heading stands apart from what it says', async () => {
    const { page } = await opened(answered.text);
    await page.emulateMedia({ media: 'print' });
    const avoids = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector("${selector}")).breakInside`);
    expect(await avoids('main h3')).toBe('avoid');
    expect(await avoids('main h3 + dl')).toBe('avoid');
    expect(await page.evaluate('getComputedStyle(document.querySelector("main h3")).breakAfter')).toBe('avoid');
  });
});
