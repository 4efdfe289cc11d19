import { describe, expect, test } from 'vitest';
import { taxonomy } from '../../shared/declaration/taxonomy.ts';
import { Category } from '../../shared/policy/category.ts';
import { OpenEnd, openList, Words, walked } from '../../shared/policy/open-list.ts';
import { Place } from '../../shared/policy/place.ts';
import { allOf, anyOf, isUnknown, reasonsOf, type Tri, unknown } from '../../shared/policy/unknown.ts';
import { resolvePlace, resolver } from '../../shared/registry/lookup.ts';
import { registry } from './fixture-packs.ts';

const shown = (value: Tri) => (isUnknown(value) ? 'unknown' : value);

test.each([
  { name: '', under: 'user', want: 'unknown' },
  { name: '__proto__', under: 'user', want: 'unknown' },
  { name: 'user', under: 'user', want: true },
  { name: 'user.contact.email', under: 'user', want: true },
  { name: 'user.contact.email', under: 'user.contact', want: true },
  { name: 'user.contact.email', under: 'user.contact.email', want: true },
  { name: 'user.contact.email', under: 'user.contact.phone', want: false },
  { name: 'user.contact.email', under: 'technology', want: false },
  { name: 'user.contact', under: 'user.contact.email', want: 'unknown' },
  { name: 'user', under: 'user.contact.email', want: 'unknown' },
  { name: 'user.contacts', under: 'user.contact', want: 'unknown' },
  { name: 'user.contact.fax', under: 'user.contact', want: true },
  { name: 'user.contact.fax', under: 'user.contact.email', want: 'unknown' },
  { name: 'user.contact.fax', under: 'user.health', want: false },
  { name: 'user.contact.email.work', under: 'user.contact.email', want: true },
  { name: 'things', under: 'user', want: 'unknown' },
  { name: 'things', under: 'company', want: 'unknown' },
  { name: 'User', under: 'user', want: 'unknown' },
  { name: 'system', under: 'system.log', want: 'unknown' },
  { name: 'system.log', under: 'system', want: true },
])('data of category `$name` is `$under`: $want', ({ name, under, want }) => {
  expect(shown(new Category(name, taxonomy).under(under))).toBe(want);
});

const ask = (word: string) => unknown(`is it ${word}?`, 'roles');

test.each([
  { word: 'bank', open: true, want: true },
  { word: 'insurer', open: true, want: false },
  { word: 'nbfc', open: true, want: 'unknown' },
  { word: 'constructor', open: true, want: 'unknown' },
  { word: 'bank', open: false, want: true },
  { word: 'insurer', open: false, want: false },
  { word: 'nbfc', open: false, want: false },
])('of bank said and insurer denied, open: $open, `$word` is $want', ({ word, open, want }) => {
  expect(shown(new Words(['bank'], ['insurer'], open ? ask : undefined).has(word))).toBe(want);
});

test('an open list gives what was named, and throws to whoever reads on', () => {
  const list = openList(['a', 'b'], 'more', 'data');
  expect(walked(list).named).toEqual(['a', 'b']);
  expect(walked(['a']).open).toBeUndefined();
  expect(() => [...list]).toThrow(OpenEnd);
  expect(() => list.every((one) => one !== 'c')).toThrow(OpenEnd);
  expect(list.some((one) => one === 'b')).toBe(true);
});

test.each([
  { values: [], any: false, all: true },
  { values: [true, false], any: true, all: false },
  { values: [false, 'unknown'], any: 'unknown', all: false },
  { values: ['unknown', true], any: true, all: 'unknown' },
  { values: ['unknown', false], any: 'unknown', all: false },
  { values: ['unknown', 'unknown'], any: 'unknown', all: 'unknown' },
] as const)('of $values: or is $any, and is $all', ({ values, any, all }) => {
  const tri = values.map((value): Tri => (value === 'unknown' ? unknown('why', 'fact') : value));
  expect(shown(anyOf(tri))).toBe(any);
  expect(shown(allOf(tri))).toBe(all);
});

test('every reason is named, each once', () => {
  const value = anyOf([unknown('one', 'fact'), false, unknown('two', 'fact'), unknown('one', 'fact')]);
  expect(isUnknown(value) ? reasonsOf(value) : '').toBe('one; two');
});

const place = (name: string, asOf = '2026-11-22', scheme = 'approved-hosts') =>
  new Place(resolvePlace(registry, name), { registry, resolve: resolver(registry), scheme, asOf });

describe('two questions of a place', () => {
  test.each([
    { at: 'aws/ap-south-1', only: true, includes: true },
    { at: 'IN', only: true, includes: true },
    { at: 'IN-MH', only: true, includes: true },
    { at: 'SG', only: false, includes: false },
    { at: 'aws/cloudfront', only: false, includes: 'unknown' },
    { at: 'gcp/asia', only: 'unknown', includes: 'unknown' },
    { at: 'Asia Pacific', only: 'unknown', includes: 'unknown' },
    { at: '', only: 'unknown', includes: 'unknown' },
    { at: 'india', only: 'unknown', includes: 'unknown' },
    { at: 'IN-XX', only: 'unknown', includes: 'unknown' },
    { at: 'gcp/spanner.dual-region-india1', only: true, includes: true },
  ])('$at: only in India $only, a copy in India $includes', ({ at, only, includes }) => {
    expect(shown(place(at).onlyIn('IN'))).toBe(only);
    expect(shown(place(at).includes('IN'))).toBe(includes);
  });
});

test.each([
  { at: 'yotta/nm1', asOf: '2023-12-31', want: false },
  { at: 'yotta/nm1', asOf: '2024-01-01', want: true },
  { at: 'yotta/nm1', asOf: '2028-12-31', want: true },
  { at: 'yotta/nm1', asOf: '2029-01-01', want: false },
  { at: 'example/suspended-1', asOf: '2026-11-22', want: false },
  { at: 'example/lapsed-1', asOf: '2026-11-22', want: false },
  { at: 'aws/us-east-1', asOf: '2026-11-22', want: false },
  { at: 'yotta/colombo', asOf: '2026-11-22', want: false },
  { at: 'IN', asOf: '2026-11-22', want: 'unknown' },
  { at: 'Yotta', asOf: '2026-11-22', want: 'unknown' },
])('$at is approved on $asOf: $want', ({ at, asOf, want }) => {
  expect(shown(place(at, asOf).approved())).toBe(want);
});

test('a scheme that lists only some does not say no; one that is not known says nothing', () => {
  expect(shown(place('yotta/nm1').approved('meity'))).toBe('unknown');
  expect(shown(place('yotta/nm1').approved('other'))).toBe('unknown');
});

test.each([
  { at: 'US', asOf: '2026-11-22', want: true },
  { at: 'aws/us-east-1', asOf: '2026-12-31', want: true },
  { at: 'US', asOf: '2027-01-01', want: false },
  { at: 'US', asOf: '2025-12-31', want: false },
  { at: 'SG', asOf: '2026-11-22', want: false },
  { at: 'somewhere', asOf: '2026-11-22', want: 'unknown' },
])('$at is restricted on $asOf: $want', ({ at, asOf, want }) => {
  expect(shown(place(at, asOf).inTable('restricted'))).toBe(want);
});

test('a list that nobody keeps says nothing', () => {
  expect(shown(place('US').inTable('other'))).toBe('unknown');
});
