import { describe, expect, test } from 'vitest';
import { reportMarkdown } from '../../shared/report/markdown.ts';
import { markdownCode, markdownText } from '../../shared/report/markdown-text.ts';
import { attacks, half } from './audits.ts';
import { attacked, reported, tricks } from './reported.ts';

/** Without code, in which nothing acts, and without what was escaped. */
const bare = (markdown: string) =>
  markdown.replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, 'CODE').replace(/\\[!-/:-@[-`{-~]/g, '');

const ours = /<\/?(?:details(?: open)?|summary)>/g;

describe('a report in Markdown', () => {
  test.each([...attacks, ...tricks])('of %j has no tag, link, mention or table of somebody else', (attack) => {
    const text = bare(reportMarkdown(attacked(attack)));
    expect(text.replace(ours, '')).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/\]\(|@\w|(?<!&)#\d|:\/\/|www\./);
    const columns = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').length);
    expect(new Set(columns)).toEqual(new Set([6]));
  });

  test('folds up what is broken and what is open', () => {
    const text = reportMarkdown(reported(half));
    expect(text).toMatch(/^### ✗ NON-COMPLIANT: Half, as of 2026-11-22\n/);
    expect(text).toContain('<details open><summary>');
    expect(text).toContain('`apps/residency.yaml:5:');
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test('says that unknown is allowed, and only then', () => {
    expect(reportMarkdown(reported('application: X', { allowUnknown: true }))).toContain('`--allow-unknown`');
    expect(reportMarkdown(reported('application: X'))).not.toContain('--allow-unknown');
  });

  test('has at most 60,000 characters, counts what is left out, and keeps its end', () => {
    const kinds = Array.from(
      { length: 190 },
      (_, n) => `  kind-${n}: { category: user.content.video, store: [US, SG, DE] }`,
    );
    const made = reported(`application: X\ndata:\n${kinds.join('\n')}\n`);
    const text = reportMarkdown(made);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).toMatch(/\d+ more lines left out/);
    expect(text).toContain(made.audit.digest);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

describe('a sentence in Markdown', () => {
  test.each([
    ['`videos` is stored at `SG` (Singapore)', '`videos` is stored at `SG` (Singapore)'],
    ['one ` alone <b>', 'one \\` alone &lt;b&gt;'],
    ['`a` and ` b', '`a` and \\` b'],
    ['a * b _ c [d](e) !', 'a \\* b \\_ c \\[d\\](e) \\!'],
    ['a\nb', 'a b'],
    ['- item', '\\- item'],
    ['1. one', '1\u200b. one'],
    ['@all #1', '@\u200ball #\u200b1'],
    ['', ''],
  ])('%j is written %j', (text, want) => expect(markdownText(text)).toBe(want));

  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``', '``` `` ```'],
    ['', ''],
  ])('the name %j is written %j', (name, want) => expect(markdownCode(name)).toBe(want));
});
