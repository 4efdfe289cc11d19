import { describe, expect, test } from 'vitest';
import { typed, written } from './terminal.ts';

const before = 'examples/short-video-before/residency.yaml';
const after = 'examples/short-video-after/residency.yaml';
const video = (places: string) => `application: X\ndata:\n  videos: { category: user.content.video, ${places} }\n`;

describe('diff', () => {
  test.each([
    { name: 'the same file', from: video('store: IN'), to: video('store: IN'), want: 0 },
    { name: 'another order', from: video('store: IN, log: IN'), to: video('log: IN, store: IN'), want: 0 },
    { name: 'what moves abroad', from: video('store: aws/ap-south-1'), to: video('store: US'), want: 2 },
    { name: 'what comes home', from: video('store: US'), to: video('store: aws/ap-south-1'), want: 0 },
    { name: 'one more breach', from: video('store: US'), to: video('store: US, log: US'), want: 2 },
    { name: 'one more answer', from: video('store: IN'), to: video('store: IN, log: IN'), want: 0 },
  ])('$name: $want', async ({ from, to, want }) => {
    expect((await typed('diff', await written(from), await written(to))).status).toBe(want);
  });

  test('from compliant to what nobody can tell is worse', async () => {
    const { status, out } = await typed('diff', after, await written('application: Jhalak\n'));
    expect(status).toBe(2);
    expect(out).toContain('compliant → indeterminate');
  });

  test('says what changed: verdicts, findings and placements', async () => {
    const { status, out } = await typed('diff', before, after);
    expect(status).toBe(0);
    for (const said of [
      'non-compliant → compliant',
      'india-only: non-compliant',
      '- videos store aws/ap-southeast-1',
      '+ videos store yotta/nm1',
    ])
      expect(out).toContain(said);
  });

  test('takes audits as JSON, and says what the declarations would', async () => {
    const audits = [];
    for (const file of [after, before])
      audits.push(await written((await typed('check', file, '--json')).out, 'audit.json'));
    const [from = '', to = ''] = audits;
    const run = await typed('diff', from, to);
    const declared = await typed('diff', after, before);
    expect(run.status).toBe(2);
    const without = (text: string) => text.split('\n').slice(1, text.split('\n').indexOf('Placements')).join('\n');
    expect(without(run.out)).toBe(without(declared.out));
    expect(run.out).toContain('+ videos store aws/ap-southeast-1');
  });

  test('says that two audits were judged by another date', async () => {
    const from = await written((await typed('check', after, '--json', '--as-of', '2026-01-01')).out, 'audit.json');
    expect((await typed('diff', from, after)).out).toContain('asOf: 2026-01-01 → 2026-11-22');
  });

  test('as JSON is all of it', async () => {
    const { out } = await typed('diff', before, after, '--json');
    expect(JSON.parse(out)).toMatchObject({ worse: false, verdict: { was: 'non-compliant', is: 'compliant' } });
  });

  test.each([
    {
      name: 'no declaration',
      text: 'application: X\nrolez: 1\n',
      file: 'residency.yaml',
      want: /residency\.yaml:2:1 `rolez`/,
    },
    {
      name: 'neither audit nor declaration',
      text: '{"verdict": 1}',
      file: 'x.json',
      want: /x\.json:1:2 `verdict` is not a field/,
    },
    { name: 'no JSON', text: '{', file: 'x.json', want: /is not JSON/ },
  ])('$name is told with its file', async ({ text, file, want }) => {
    const { status, err } = await typed('diff', before, await written(text, file));
    expect(status).toBe(1);
    expect(err).toMatch(want);
  });
});
