import { describe, expect, test } from 'vitest';
import { auditFile } from '../../functions/cli/audit-file.ts';
import { reportPage } from '../../shared/report/page.ts';
import { reportStyle } from '../../shared/report/style.ts';
import { attacks, audited, half, hostile, open } from './audits.ts';

const times = (page: string, words: string) => page.split(words).length - 1;

describe('the page', () => {
  test.each(['short-video-before', 'wallet'])('of %s is as it was', async (name) => {
    const { audit, name: application } = await auditFile(`examples/${name}/residency.yaml`, '2026-11-22');
    await expect(reportPage(audit, { name: application })).toMatchFileSnapshot(`../golden/report-${name}.html`);
  });

  test('of a half answered declaration is as it was', async () => {
    await expect(reportPage(audited(half))).toMatchFileSnapshot('../golden/report-half.html');
  });

  test('says the verdict before anything else', () => {
    const page = reportPage(audited(half));
    expect(page.indexOf('Non-compliant')).toBeLessThan(page.indexOf('<table'));
    expect(page).toMatch(/<h1>Data residency audit, as of/);
  });

  test('asks each question once, whichever packs ask it', () => {
    const audit = audited(open);
    expect(audit.verdict).toBe('indeterminate');
    const asks = new Set(
      audit.packs.flatMap(({ findings }) => findings.flatMap(({ missing }) => missing)).map(({ ask }) => ask),
    );
    expect(asks.size).toBeGreaterThan(5);
    const text = reportPage(audit)
      .replaceAll(/<\/?code>/g, '`')
      .replaceAll('&#39;', "'");
    for (const ask of asks) expect(times(text, ask), ask).toBe(1);
  });

  test('says of every failure its reason, place, pointer and clause', () => {
    const audit = audited(half);
    const plain = reportPage(audit).replaceAll(/<\/?code>/g, '`');
    const failures = audit.packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'));
    expect(failures.length).toBeGreaterThan(0);
    for (const { because, place = '', at, clause, remedy = '' } of failures)
      for (const words of [because, place, at, clause, remedy]) expect(plain).toContain(words.replaceAll("'", '&#39;'));
  });

  test('leaves out what is not there', async () => {
    const { audit } = await auditFile('examples/wallet/residency.yaml', '2026-11-22');
    const page = reportPage(audit);
    for (const words of ['Shown beside', 'Open questions', 'Warnings', 'Not met']) expect(page).not.toContain(words);
  });

  test('has one style, the exported one, and no script, link or picture', () => {
    const page = reportPage(audited(half));
    expect(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]).toBe(reportStyle);
    expect(times(page, '<style')).toBe(1);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|form)|\sstyle=|\son\w+=|https?:/);
  });

  test('names a recorded audit by its own words', () => {
    expect(reportPage({ ...hostile('Acme'), previous: null })).toContain(
      '<dt>Replaces</dt><dd>nothing: it is the first</dd>',
    );
  });

  test.each(attacks)('shows %s as text', (attack) => {
    const page = reportPage(hostile(attack));
    const tags = [...page.matchAll(/<(\/?[a-z0-9!]+)/g)].map(([, tag]) => tag);
    const calm = [...reportPage(hostile('calm')).matchAll(/<(\/?[a-z0-9!]+)/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(new Set(calm));
    expect(page).not.toContain('\u202e');
  });
});
