import { describe, expect, test } from 'vitest';
import { reportStyle } from '../../shared/report/style.ts';
import { allPacks } from '../policy/fixture-packs.ts';
import { attacks } from './audits.ts';
import { hostilePage, pageOf } from './packs.ts';

const times = (page: string, words: string) => page.split(words).length - 1;
const plainly = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<\/?code>/g, '`')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');

/** YAML may have folded what it gives over several lines. */
const folded = (text: string) => text.replaceAll(/\s+/g, ' ');
const versions = allPacks.flatMap((pack) => pack.versions.map(({ id }) => ({ id: pack.pack, version: id, pack })));

describe('the rules as a page', () => {
  test('of RBI’s rule on payment data are as they were', async () => {
    await expect(pageOf('rbi-payment-data', '2018')).toMatchFileSnapshot('../golden/rules-rbi-payment-data.html');
  });

  test.each(versions)('of $id $version say of every rule what it asks, and nothing of other versions’', (one) => {
    const text = plainly(pageOf(one.id, one.version));
    const { rules, facts } = one.pack;
    const own = rules.filter((rule) => rule.versions?.includes(one.version) ?? true);
    for (const { id, claim, clause, require, when = '', source = '' } of own) {
      expect(times(text, `<section id="rule-${id}">`)).toBe(1);
      expect(times(text, claim), 'in the list, and at the rule').toBeGreaterThanOrEqual(2);
      for (const words of [clause, `\`${require}\``, when, source]) expect(folded(text)).toContain(folded(words));
    }
    const reach = one.pack.unless.map(({ when }) => when).join(' ');
    const asked = own.map(({ require, when, because }) => `${require} ${when} ${because}`).join(' ');
    for (const [name, { ask }] of Object.entries(facts))
      expect(text.includes(ask), name).toBe(
        new RegExp(`\\.${name}\\b`).test(`${asked} ${one.pack.appliesTo} ${reach}`),
      );
    for (const { id } of rules.filter((rule) => !own.includes(rule))) expect(text).not.toContain(`rule-${id}`);
  });

  test('say title, instrument and whom it is for, from when and until when', () => {
    const text = plainly(pageOf('fixture-confines', '1'));
    expect(text).toContain('<h1 class="title">Payrolls of banks stay in India</h1>');
    expect(text).toContain('For banks with employees.');
    expect(text).toContain('from 2020-01-01 to 2029-12-31');
    expect(text).toContain('from 2026-12-01 to 2026-12-31 by order 7');
    expect(plainly(pageOf('rbi-payment-data', '2018'))).toContain('RBI/2017-18/153 of 6 Apr 2018');
  });

  test.each([
    { version: 'old', says: 'from 2020-01-01 to 2025-12-31; superseded since' },
    { version: 'new', says: '<dd>from 2026-01-01 on, without an end</dd>' },
    { version: 'next', says: 'not in force: proposed, from 2026-06-01 on' },
  ])('of the $version version say $says', ({ version, says }) => {
    expect(pageOf('fixture-assets', version)).toContain(says);
  });

  test('say what weighs and what does not, and that a policy is not law', () => {
    expect(pageOf('fixture-advisory', '1')).toContain('<dd>not part of the verdict, by the policy set');
    expect(pageOf('india-only', '2020')).toContain('<dd>part of the verdict, by the policy set');
    expect(pageOf('india-only', '2020')).toContain('<dd>policy, not law</dd>');
  });

  test('say how sure each rule is', () => {
    const page = pageOf('rbi-payment-data', '2018');
    for (const code of ['V1', 'V2', 'VR', 'inferred']) expect(page).toContain(`(<code>${code}</code>)`);
    expect(pageOf('fixture-duties', '1')).toContain('<dt>How sure</dt><dd>not said</dd>');
  });

  test('have one style, the report’s, and no script, link or picture', () => {
    const page = pageOf('rbi-payment-data', '2018');
    expect(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]).toBe(reportStyle);
    expect(times(page, '<style')).toBe(1);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|form)|\sstyle=|\son\w+=|(?:href|src)="(?!#)/);
  });

  test.each(attacks)('show %s as text', (attack) => {
    const tags = (page: string) => new Set([...page.matchAll(/<(\/?[a-z0-9!]+)/g)].map(([, tag]) => tag));
    expect(tags(hostilePage(attack))).toEqual(tags(hostilePage('calm')));
    expect(hostilePage(attack)).not.toContain('\u202e');
  });
});
