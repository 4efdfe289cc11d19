import { describe, expect, test } from 'vitest';
import { githubAnnotations } from '../../shared/report/github.ts';
import { attacks, half } from './audits.ts';
import { attacked, reported, tricks } from './reported.ts';

const command = /^::(error|warning|notice) ((?:[a-z]+=[^:,\r\n]*)(?:,[a-z]+=[^:,\r\n]*)*)::[^\r\n]*$/;

describe('annotations', () => {
  test.each([...attacks, ...tricks])('of %j are commands of ours and no others', (attack) => {
    const lines = githubAnnotations(attacked(attack)).split('\n');
    expect(lines.filter((line) => !command.test(line))).toEqual([]);
    expect(lines.join('')).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
  });

  test('name file, line and column; failures first, in the order of the file', () => {
    const lines = githubAnnotations(reported(half)).split('\n');
    const levels = lines.map((line) => command.exec(line)?.[1]);
    expect(levels.indexOf('warning')).toBe(levels.lastIndexOf('error') + 1);
    expect(levels.at(-1)).toBe('notice');
    const at = lines.filter((line) => line.startsWith('::error')).map((line) => Number(/line=(\d+)/.exec(line)?.[1]));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(lines[0]).toMatch(/^::error file=apps\/residency\.yaml,line=5,col=\d+,title=Nivas%3A /);
  });

  test('of one line are one annotation, since GitHub shows ten', () => {
    const lines = githubAnnotations(
      reported('application: X\ndata: { v: { category: user.content.video, store: aws/us-east-1 } }\n'),
    );
    const errors = lines.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/only-in-india.*%0A.*approved-host|approved-host.*%0A.*only-in-india/);
  });

  test('of what is allowed to be unknown are notices, and that is said', () => {
    const said = githubAnnotations(reported('application: X', { allowUnknown: true }));
    expect(said).not.toMatch(/^::(warning|error)/m);
    expect(said).toContain('--allow-unknown');
  });
});
