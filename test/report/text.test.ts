import { describe, expect, test } from 'vitest';
import { openQuestions } from '../../shared/report/questions.ts';
import { reportText } from '../../shared/report/text.ts';
import { attacks, audited, half, hostile, open } from './audits.ts';

describe('the text', () => {
  test('of a half answered declaration is as it was', async () => {
    await expect(`${reportText(audited(half))}\n`).toMatchFileSnapshot('../golden/report-half.txt');
  });

  test('begins with the verdict and ends with the digest', () => {
    const audit = audited(half);
    const lines = reportText(audit, { name: 'Half' }).split('\n');
    expect(lines[0]).toBe('✗ NON-COMPLIANT: Half, as of 2026-11-22');
    expect(lines.at(-2)).toBe(audit.digest);
  });

  test('asks each question once', () => {
    const audit = audited(open);
    expect(audit.verdict).toBe('indeterminate');
    const text = reportText(audit).replaceAll(/\s+/g, ' ');
    const asks = new Set(
      audit.packs.flatMap(({ findings }) => findings.flatMap(({ missing }) => missing)).map(({ ask }) => ask),
    );
    for (const ask of asks) expect(text.split(ask).length - 1, ask).toBe(1);
  });

  test('asks nothing for a pack that fails whatever is answered, and counts what waits', () => {
    const audit = audited(half);
    const failing = audit.packs.filter(({ verdict }) => verdict === 'non-compliant').map(({ pack }) => pack);
    expect(failing).toContain('india-only');
    expect(openQuestions(audit.packs).flatMap(({ packs }) => packs)).not.toEqual(expect.arrayContaining(failing));
    expect(reportText(audit)).toMatch(/\d+ waiting for an answer/);
  });

  test('names the line of a failure, or the pointer where there is no file', () => {
    const audit = audited(half);
    expect(reportText(audit, { file: 'r.yaml', locate: () => ({ line: 5, column: 3 }) })).toContain(
      'r.yaml:5:3 (as declared)',
    );
    expect(reportText(audit, { file: 'r.yaml' })).toContain('r.yaml: /data/payments/store (as declared)');
    expect(reportText(audit)).toContain('    /data/payments/store (as declared)');
  });

  test('shows where the quote stands, and what else the terms say, with its line and why', () => {
    const sentence = 'Your data is stored in Singapore.';
    const terms = {
      sha256: 'a'.repeat(64),
      quote: { line: 9, column: 24 },
      sentences: [{ sentence, why: 'country', named: 'Singapore', contradicts: true, line: 12, column: 1 } as const],
      more: 3,
    };
    const text = reportText({ ...audited(half), terms });
    expect(text).toContain('The quoted words stand in line 9, column 24.');
    expect(text).toContain('line 12, column 1 contradicts: names a country (Singapore)\n    "Your data is stored in');
    expect(text).toContain('and 3 more sentences');
  });

  test('has colour only when it is given one', () => {
    const audit = audited(half);
    const painted = reportText(audit, { colour: (style, text) => `<${style}>${text}</${style}>` });
    expect(painted).toContain('<red>✗ NON-COMPLIANT: as of 2026-11-22</red>');
    expect(painted.replaceAll(/<\/?(bold|dim|red|green|yellow)>/g, '')).toBe(reportText(audit));
  });

  test.each([...attacks, '\u001b[31mred\u001b[0m', 'two\nlines', '\u0007\u009b2J'])(
    'shows %j without letting it act',
    (attack) => {
      const text = reportText(hostile(attack));
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
      expect(text).toContain('NON-COMPLIANT');
    },
  );
});
