import { expect, test } from 'vitest';
import { remediesText } from '../../shared/report/remedies.ts';

const open = (subject: string) =>
  ({
    pack: 'a-pack',
    outcome: 'unknown',
    rule: 'a-rule',
    subject,
    because: 'it was not said',
    remedy: undefined,
  }) as const;
const options = { name: 'X', asOf: '2026-11-22' };

test('what is open for many subjects in the same words is said once', () => {
  const remaining = [open('/data/a/store@SG'), open('/data/a/log@SG')];
  const text = remediesText({ patch: [], mends: [], untried: 0, verdict: 'indeterminate', remaining }, options);
  expect(text.split('a-pack/a-rule: it was not said')).toHaveLength(2);
});

test('where nothing was moved, nobody is told to apply it', () => {
  const text = remediesText({ patch: [], mends: [], untried: 3, verdict: 'non-compliant', remaining: [] }, options);
  expect(text).toContain('3 more placements not tried\n');
});
