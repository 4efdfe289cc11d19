import { describe, expect, test } from 'vitest';
import { documents } from './documents.ts';
import { contradicting, doubting } from './sentences.ts';
import { weighed } from './weighed.ts';

test('there are at least 15 whole documents', () => {
  expect(documents.length).toBeGreaterThanOrEqual(15);
});

test.each(documents)('$file says what is quoted from it: $want', ({ text, quote, mediaType, want }) => {
  expect(weighed(text, quote, mediaType)).toMatchObject({ says: want });
});

test('none that keeps data elsewhere, or may, is taken to say only in India, whatever it is sent as', () => {
  const wrong = documents
    .filter(({ want }) => want !== true)
    .flatMap(({ file, text, quote }) =>
      (['text/plain', 'text/markdown', 'text/html'] as const)
        .filter((mediaType) => weighed(text, quote, mediaType).says === true)
        .map((mediaType) => `${file} as ${mediaType}`),
    );
  expect(wrong).toEqual([]);
});

describe('a document that says only in India', () => {
  const good = documents.filter(({ want }) => want === true);

  test.each(good)(
    '$file no longer does with any sentence about other places behind it',
    ({ text, quote, mediaType }) => {
      const wrong = [...contradicting, ...doubting].filter((sentence) => {
        const more =
          mediaType === 'text/html' ? text.replace('</main>', `<p>${sentence}</p></main>`) : `${text}\n${sentence}\n`;
        return weighed(more, quote, mediaType).says === true;
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each(good)('$file no longer does with any of them before it', ({ text, quote, mediaType }) => {
    const wrong = [...contradicting, ...doubting].filter((sentence) => {
      const more =
        mediaType === 'text/html' ? text.replace('<main>', `<main><p>${sentence}</p>`) : `${sentence}\n\n${text}`;
      return weighed(more, quote, mediaType).says === true;
    });
    expect(wrong).toEqual([]);
  });
});
