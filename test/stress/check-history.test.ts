import { describe, expect, test } from 'vitest';
import { packBody } from '../../shared/adapters/aws/body.ts';
import { edges, listings } from '../../shared/adapters/aws/lists.ts';
import {
  applicationRow,
  auditRow,
  declarationRow,
  holderRow,
  newest,
  pendingRow,
  recordRow,
  toHead,
} from '../../shared/adapters/aws/rows.ts';
import type { Head, Submission } from '../../shared/ports.ts';
import { registrationOf, submissionOf } from '../contract/record-store.ts';
import { wrongIn, wrongInAll } from './check-history.ts';
import { foundIn } from './found-rows.ts';
import { type Attempt, type Operation, registration, submission } from './history.ts';

type Item = Readonly<Record<string, unknown>>;

const app = registrationOf('stress-a', 'app');
const { application } = app;
const first = submissionOf(app, { key: 'first', at: '2026-11-22T10:00:01.000Z', sites: ['yotta/nm1'] });
const second = submissionOf(app, { key: 'second', at: '2026-11-22T10:00:02.000Z', verdict: 'non-compliant' });

function rowsOf(made: Submission, head: Head): Item[] {
  return [
    recordRow(made, 'submission'),
    pendingRow(made),
    auditRow(made, head, packBody(made.audit)),
    declarationRow(made, packBody(made.declaration)),
    ...listings(made),
  ];
}

/** What the store holds after an application and two declarations. */
const registered = toHead(applicationRow(app));
const between = { ...registered, version: 1, current: newest(first) };
const rows: readonly Item[] = [
  recordRow(app, 'registration'),
  pendingRow(app),
  holderRow(app),
  ...rowsOf(first, registered),
  ...rowsOf(second, between),
  { ...applicationRow(app), version: 2, current: newest(second) },
  ...edges(undefined, second).put,
];

const ok = (invoked: number, text: string, replayed = false): Attempt => ({
  is: 'ok',
  invoked,
  ended: invoked + 10,
  text,
  replayed,
});
const unknown: Attempt = { is: 'unknown', invoked: 15, ended: 20, why: 'nobody answered' };
const refused: Attempt = { is: 'refused', invoked: 15, ended: 20, why: '409' };

const asked = (
  attempts: Readonly<Partial<Record<'app' | 'first' | 'second', readonly Attempt[]>>> = {},
): Operation[] => [
  { ...registration('stress-a', 'app'), attempts: [...(attempts.app ?? [ok(0, 'registered')])] },
  {
    ...submission('stress-a', 'first', application, first.declaration.json),
    attempts: [...(attempts.first ?? [ok(20, first.audit.json)])],
  },
  {
    ...submission('stress-a', 'second', application, second.declaration.json),
    attempts: [...(attempts.second ?? [unknown, ok(40, second.audit.json, true)])],
  },
];

const noBody = () => Promise.reject(new Error('all bodies are in their rows'));
const wrong = async (items: readonly Item[], history = asked()) => wrongInAll(history, await foundIn(items, noBody));
const isOf = (id: string, kind: string) => (item: Item) =>
  item.k === kind && (item.id === id || [item.pk, item.sk].some((key) => String(key).endsWith(id)));
const without = (...lost: ((item: Item) => boolean)[]) => rows.filter((item) => !lost.some((one) => one(item)));
const changed = (which: (item: Item) => boolean, change: Item) =>
  rows.map((item) => (which(item) ? { ...item, ...change } : item));
const whole = (id: string) => (item: Item) =>
  ['record', 'pending', 'audit', 'declaration', 'listing'].some((kind) => isOf(id, kind)(item));

test('a store that holds what was answered has nothing wrong, whichever way an unknown request went', async () => {
  expect(await wrong(rows)).toEqual([]);
  expect(await wrong(rows, asked({ second: [unknown] }))).toEqual([]);
  const never = [...asked(), { ...submission('stress-a', 'third', application, '{}'), attempts: [unknown, refused] }];
  expect(await wrong(rows, never)).toEqual([]);
});

describe('it is said when', () => {
  test.each([
    {
      name: 'an acknowledged record is lost',
      items: without(whole(second.id)),
      want: /second.*acknowledged and is lost/,
    },
    { name: 'its record alone is lost', items: without(isOf(first.id, 'record')), want: /half of it.*missing/ },
    { name: 'its audit is lost', items: without(isOf(first.id, 'audit')), want: /its audit is missing/ },
    { name: 'its declaration is lost', items: without(isOf(first.id, 'declaration')), want: /declaration is missing/ },
    { name: 'its pending row is lost', items: without(isOf(first.id, 'pending')), want: /0 rows of it wait/ },
    { name: 'the registration is lost', items: without(isOf(app.id, 'record')), want: /registration `app`.*lost/ },
    { name: 'the head is lost', items: without(isOf(application, 'application')), want: /has no head/ },
    {
      name: 'the audit was altered',
      items: changed(isOf(first.id, 'audit'), packBody({ ...first.audit, json: '{"audit":"other"}' })),
      want: /audit is not what was answered/,
    },
    {
      name: 'the declaration was altered',
      items: changed(isOf(first.id, 'declaration'), packBody({ ...first.declaration, json: '{}' })),
      want: /declaration is not what was sent/,
    },
    {
      name: 'a record is there twice',
      items: [...rows, ...rowsOf(submissionOf(app, { key: 'copy', at: first.at }), between)],
      want: /nobody asked for it/,
    },
    {
      name: 'a record waits for the log twice',
      items: [...rows, pendingRow({ ...first, at: '2026-11-22T10:00:09.000Z' })],
      want: /2 rows of it wait/,
    },
    {
      name: 'a record is listed twice',
      items: [...rows, ...listings({ ...first, at: '2026-11-22T10:00:09.000Z' })],
      want: /a list holds .*which no record makes/,
    },
    { name: 'a listing is lost', items: without(isOf(first.id, 'listing')), want: /a list lacks/ },
    { name: 'an edge is lost', items: without(isOf(application, 'edge')), want: /a list lacks/ },
    {
      name: 'an edge of an earlier declaration stayed',
      items: [...rows, ...edges(undefined, { ...first, verdict: 'indeterminate' }).put],
      want: /a list holds .*which no record makes/,
    },
    {
      name: 'the head counts more',
      items: changed(isOf(application, 'application'), { version: 3 }),
      want: /counts 3/,
    },
    {
      name: 'the head stayed behind',
      items: changed(isOf(application, 'application'), { current: newest(first), version: 1 }),
      want: /from the newest audit back there are 1 of 2/,
    },
    {
      name: 'the head says another verdict',
      items: changed(isOf(application, 'application'), { current: { ...newest(second), verdict: 'compliant' } }),
      want: /the head says another verdict/,
    },
    {
      name: 'two audits follow the same one',
      items: changed(isOf(second.id, 'audit'), { previous: undefined }),
      want: /from the newest audit back there are 1 of 2/,
    },
    {
      name: 'nothing says whose an application is',
      items: without(isOf(application, 'holder')),
      want: /an application lacks/,
    },
    { name: 'a row is of no known kind', items: [...rows, { pk: 'X', sk: 'Y', k: 'stray', v: 1 }], want: /of no kind/ },
    {
      name: 'a pending row is of no record',
      items: [...rows, pendingRow({ ...first, id: 'a'.repeat(26) })],
      want: /of no kind that is known/,
    },
  ])('$name', async ({ items, want }) => {
    expect(await wrong(items)).toContainEqual(expect.stringMatching(want));
  });

  test.each([
    { name: 'what was refused is there', attempts: { first: [refused] }, want: /it was refused and is there/ },
    {
      name: 'retries get other answers',
      attempts: { first: [ok(20, first.audit.json), ok(40, `${first.audit.json} `, true)] },
      want: /retries got other answers/,
    },
    {
      name: 'it was made twice',
      attempts: { first: [ok(20, first.audit.json), ok(20, first.audit.json)] },
      want: /made more than once/,
    },
    {
      name: 'it was made anew after an answer that it was there',
      attempts: { first: [unknown, ok(20, first.audit.json, true), ok(60, first.audit.json)] },
      want: /made anew/,
    },
    {
      name: 'a later request came first',
      attempts: { first: [ok(90, first.audit.json)] },
      want: /began when its successor was acknowledged/,
    },
  ])('$name', async ({ attempts, want }) => {
    expect(await wrong(rows, asked(attempts))).toContainEqual(expect.stringMatching(want));
  });
});

test('a check of some requests sees what is wrong with them, and takes nothing else for wrong', async () => {
  const [, only] = asked();
  const history = only === undefined ? [] : [only];
  const items = [applicationRow(app), ...rowsOf(first, registered)];
  expect(wrongIn(history, await foundIn(items, noBody))).toEqual([]);
  expect(wrongIn(history, await foundIn(items.slice(0, 1), noBody))).toEqual([
    'submission `first` of stress-a: it was acknowledged and is lost',
  ]);
});
