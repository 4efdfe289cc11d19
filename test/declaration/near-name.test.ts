import { expect, test } from 'vitest';
import { nearName } from '../../shared/declaration/near-name.ts';
import { formatPointer, parsePointer, writtenPath } from '../../shared/declaration/pointer.ts';

const words = ['category', 'store', 'standby', 'bank', 'nbfc', 'company', 'data', 'crossBorder'];

test.each([
  { written: '', want: undefined },
  { written: 'x'.repeat(10_000), want: undefined },
  { written: '__proto__', want: undefined },
  { written: 'categry', want: 'category' },
  { written: 'Category', want: 'category' },
  { written: 'stor', want: 'store' },
  { written: 'bnak', want: 'bank' },
  { written: 'crosBorder', want: 'crossBorder' },
  { written: 'crossborder', want: 'crossBorder' },
  { written: 'dat', want: 'data' },
  { written: 'insurer', want: undefined },
  { written: 'zzzz', want: undefined },
])('`$written` may have meant $want', ({ written, want }) => {
  expect(nearName(written, words)).toBe(want);
});

test.each([
  { path: [], pointer: '' },
  { path: ['data', 'a/b', 0], pointer: '/data/a~1b/0' },
  { path: ['a~b', ''], pointer: '/a~0b/' },
  { path: ['~1'], pointer: '/~01' },
])('$pointer is $path', ({ path, pointer }) => {
  expect(formatPointer(path)).toBe(pointer);
  expect(parsePointer(pointer)).toEqual(path.map(String));
});

test.each([
  { raw: { store: 'IN' }, path: ['store', 0, 'at'], want: ['store'] },
  { raw: { store: { at: 'IN' } }, path: ['store', 0, 'at'], want: ['store', 'at'] },
  { raw: { store: ['IN'] }, path: ['store', 0, 'at'], want: ['store', 0] },
  { raw: { store: [{ at: 'IN' }] }, path: ['store', 0, 'at'], want: ['store', 0, 'at'] },
  { raw: { fact: true }, path: ['fact', 'value'], want: ['fact'] },
  { raw: {}, path: ['fact', 'value'], want: [] },
])('as written: $want', ({ raw, path, want }) => {
  expect(writtenPath(raw, path)).toEqual(want);
});
