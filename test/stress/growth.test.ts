import { expect, test } from 'vitest';
import { growth, type Level } from './growth.ts';

const megabyte = 1024 * 1024;
const level: Level = {
  heap: 60 * megabyte,
  service: 200 * megabyte,
  database: 20 * megabyte,
  descriptors: 40,
  handles: 20,
};

test('what stays, shrinks or wavers is not growth', () => {
  expect(growth(level, level)).toEqual([]);
  expect(growth(level, { ...level, heap: 0, service: 0, descriptors: 0 })).toEqual([]);
  expect(growth(level, { ...level, heap: 73 * megabyte, service: 277 * megabyte, descriptors: 72 })).toEqual([]);
});

test.each([
  { what: 'heap', last: { heap: 75 * megabyte } },
  { what: 'service', last: { service: 279 * megabyte } },
  { what: 'database', last: { database: 72 * megabyte } },
  { what: 'descriptors', last: { descriptors: 73 } },
  { what: 'handles', last: { handles: 53 } },
])('growth of $what is said, and of nothing else', ({ what, last }) => {
  expect(growth(level, { ...level, ...last })).toEqual([expect.stringMatching(new RegExp(`^${what} grew from`))]);
});
