import { describe, expect, test } from 'vitest';
import { contradicting, doubtful, doubting, harmless, passes } from './sentences.ts';
import { weighed } from './weighed.ts';

const only = 'All personal data of our users is stored only in India.';
const beside = (sentence: string) => `Welcome.\n\n${only}\n\n${sentence}\n\nWrite to us.`;

test('there are at least 120 sentences, and none twice', () => {
  const all: readonly string[] = [...passes, ...doubtful, ...contradicting, ...doubting, ...harmless];
  expect(all.length).toBeGreaterThanOrEqual(120);
  expect(new Set(all).size).toBe(all.length);
});

describe('quoted whole', () => {
  test.each(passes)('it is what the terms say: %s', (sentence) => {
    expect(weighed(sentence, sentence)).toMatchObject({ says: true });
  });

  test.each(doubtful)('a person has to read: %s', (sentence) => {
    expect(weighed(sentence, sentence)).toMatchObject({ says: 'unknown' });
  });
});

describe('elsewhere in the terms', () => {
  test.each(contradicting)('it contradicts: %s', (sentence) => {
    expect(weighed(beside(sentence), only)).toMatchObject({ says: false });
  });

  test.each(doubting)('it doubts: %s', (sentence) => {
    expect(weighed(beside(sentence), only)).toMatchObject({ says: 'unknown' });
  });

  test.each(harmless)('it says nothing: %s', (sentence) => {
    expect(weighed(beside(sentence), only)).toMatchObject({ says: true });
  });
});
