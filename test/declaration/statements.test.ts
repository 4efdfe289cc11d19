import { expect, test } from 'vitest';
import { auditText } from '../../shared/audit/audit-text.ts';
import { NivasError } from '../../shared/error.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const release = releaseRulebook();

function refusal(text: string, format: 'yaml' | 'json' = 'yaml'): { code: string; said: string } {
  try {
    auditText(text, format, release, '2026-11-22');
  } catch (error) {
    if (error instanceof NivasError)
      return { code: error.code, said: error.issues.map(({ message }) => message).join() };
    throw error;
  }
  return { code: 'none', said: '' };
}

test.each([
  ['1', '"1"'],
  ['0x1', '"1"'],
  ['1.0', '"1"'],
  ['true', '"true"'],
  ['010', '"10"'],
])('YAML keys %s and %s would be one asset, so they are refused', (one, other) => {
  const text = `application: a\ndata:\n  ${one}: {store: SG}\n  ${other}: {store: yotta/nm1}\n`;
  expect(refusal(text)).toMatchObject({ code: 'body_malformed', said: expect.stringContaining('stands twice') });
});

test('a role that is claimed and denied is refused', () => {
  const { code, said } = refusal('application: a\nroles: [bank]\nnotRoles: [bank]');
  expect({ code, said }).toEqual({ code: 'declaration_invalid', said: '`bank` is in `roles` and in `notRoles`' });
});

test('what a request sends must hold the text of the terms: a file lies where only the command line can read it', () => {
  const { code, said } = refusal('application: a\nevidence: {t: {kind: public-terms, file: terms.txt}}');
  expect(code).toBe('declaration_invalid');
  expect(said).toContain('over REST send its `text`');
});

test('YAML longer than it can be read in time is refused by its size', () => {
  expect(refusal(`application: a\n${'#\n'.repeat(200_000)}`).code).toBe('body_too_large');
});

test('a list of a hundred thousand entries is an error of the declaration, and not of ours', () => {
  expect(refusal(JSON.stringify({ application: 'a', roles: Array(150_000).fill(1) }), 'json').code).toBe(
    'declaration_invalid',
  );
});
