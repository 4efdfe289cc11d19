import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportPage } from '../../shared/report/page.ts';
import { attacks, audited, half, hostile } from './audits.ts';

const executablePath = '/usr/bin/chromium';
const found = existsSync(executablePath);
const title = found ? 'in Chromium' : `skipped, because there is no ${executablePath}: in Chromium`;

describe.skipIf(!found)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  });
  afterAll(() => browser.close());

  async function opened(content: string, width = 1000) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(content);
    return { page, asked };
  }

  test('a script that is let through is noticed', async () => {
    const { page } = await opened(`${reportPage(audited(half))}<script>window.hit = 1</script>`);
    expect(await page.evaluate('window.hit')).toBe(1);
  });

  test.each(attacks)('%s does nothing and is read as it was written', async (attack) => {
    const { page, asked } = await opened(reportPage(hostile(attack)));
    await page.mouse.move(300, 300);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.evaluate('document.scripts.length + document.images.length + frames.length')).toBe(0);
    expect(await page.evaluate('[...document.links].every((link) => link.getAttribute("href").startsWith("#"))')).toBe(
      true,
    );
    expect(await page.textContent('h1 bdi')).toBe(attack.replace('\u202e', '\ufffd'));
    expect(asked).toEqual([]);
  });

  test.each([320, 390, 1000])('nothing is wider than a screen of %i', async (width) => {
    const { page } = await opened(reportPage(hostile('w'.repeat(400))), width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  test('every link leads to something on the page', async () => {
    const { page } = await opened(reportPage(audited(half)));
    expect(await page.evaluate('[...document.links].length')).toBeGreaterThan(2);
    expect(await page.evaluate('[...document.links].every((link) => document.querySelector(link.hash))')).toBe(true);
  });
});
