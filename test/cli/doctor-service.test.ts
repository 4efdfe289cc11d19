import { describe, expect, test } from 'vitest';
import { clocksAgree } from '../../functions/cli/doctor/clock.ts';
import { describesItself } from '../../functions/cli/doctor/description.ts';
import { doorsAreShut } from '../../functions/cli/doctor/doors.ts';
import { answers } from '../../functions/cli/doctor/health.ts';
import { judgesAsHere } from '../../functions/cli/doctor/release.ts';
import { routes } from '../../shared/api/routes.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { healthy, patientOf, replied, serve, soundHealth } from './patient.ts';

const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });

describe('the service', () => {
  test.each([
    { name: 'on this machine', origin: 'http://127.0.0.1:1', health: healthy, kind: 'well', says: 'is not needed' },
    { name: 'by a later release', health: replied({ ...soundHealth, more: 1 }), kind: 'well', says: 'over HTTPS' },
    { name: 'over HTTPS', origin: 'https://nivas.test', health: healthy, kind: 'well', says: 'over HTTPS' },
    { name: 'over HTTP', origin: 'http://nivas.test', health: healthy, kind: 'wrong', says: 'without HTTPS' },
    {
      name: 'silent',
      health: 'fetch failed (ECONNREFUSED)',
      kind: 'wrong',
      says: 'does not answer at `https://nivas.test`',
    },
    {
      name: 'without its catalogue',
      health: replied({}, { status: 503 }),
      kind: 'wrong',
      says: 'cannot read its catalogue',
    },
    {
      name: 'ill, whatever its body says',
      health: replied(soundHealth, { status: 500 }),
      kind: 'wrong',
      says: 'answers 500',
    },
    { name: 'another one', health: replied({ status: 'UP' }), kind: 'wrong', says: 'this is the address of Nivas' },
  ])('$name is $kind', async ({ origin = 'https://nivas.test', health, kind, says }) => {
    expect(await answers(patientOf({ origin, health }))).toMatchObject([{ kind, says: expect.stringContaining(says) }]);
  });
});

describe('engine, registry and policy', () => {
  test('of this checkout are well', async () => {
    expect(await judgesAsHere(patientOf({}))).toMatchObject([{ kind: 'well' }]);
  });

  test('by another policy set of this checkout are well', async () => {
    const name = 'required-evidence';
    const { digest } = releaseRulebook(name).policy;
    const health = replied({ ...soundHealth, policySet: { name, digest } });
    expect(await judgesAsHere(patientOf({ health }))).toMatchObject([{ kind: 'well' }]);
  });

  test.each([
    { what: 'engine', health: { ...soundHealth, engine: 'nivas/0' } },
    { what: 'registry', health: { ...soundHealth, registry: 'sha256:0' } },
    { what: 'policy set', health: { ...soundHealth, policySet: { name: 'default', digest: 'sha256:0' } } },
  ])('another $what is wrong, and the others are not named', async ({ what, health }) => {
    const [found, ...more] = await judgesAsHere(patientOf({ health: replied(health) }));
    expect([found?.kind, more]).toEqual(['wrong', []]);
    expect(found?.says).toMatch(new RegExp(`: the ${what} is \`[^\`]*\`, here \`[^\`]*\`\\. Another release`));
  });

  test('that are not said cannot be compared', async () => {
    expect(await judgesAsHere(patientOf({ health: replied({}) }))).toMatchObject([{ kind: 'absent' }]);
  });
});

describe('the description', () => {
  const described = (version: string) => json({ openapi: '3.1.1', info: { title: 'Nivas', version } });
  test.each([
    { name: 'of this version', answer: described('1.0.0'), kind: 'well' },
    { name: 'of a later one that adds', answer: described('1.7.0'), kind: 'well' },
    { name: 'of another major version', answer: described('2.0.0'), kind: 'wrong' },
    { name: 'of another service', answer: json({ info: { title: 'Petstore', version: '1.0.0' } }), kind: 'wrong' },
    { name: 'that is no JSON', answer: { status: 200, body: '<html>' }, kind: 'wrong' },
    { name: 'that is not there', answer: { status: 404, body: '{}' }, kind: 'wrong' },
  ])('$name is $kind', async ({ answer, kind }) => {
    const origin = await serve(() => answer);
    expect(await describesItself(patientOf({ origin }))).toMatchObject([{ kind }]);
  });
});

describe('the clock', () => {
  const asked = new Date('2026-11-22T00:00:10.000Z');
  test.each([
    { date: 'Sun, 22 Nov 2026 00:00:10 GMT', kind: 'well', says: 'within 30 seconds' },
    { date: 'Sun, 22 Nov 2026 00:00:40 GMT', kind: 'well', says: 'within 30 seconds' },
    { date: 'Sun, 22 Nov 2026 00:00:42 GMT', kind: 'wrong', says: '32 seconds behind the' },
    { date: 'Sat, 21 Nov 2026 23:59:00 GMT', kind: 'wrong', says: '70 seconds ahead of the' },
    { date: 'noon', kind: 'absent', says: 'no date' },
    { date: null, kind: 'absent', says: 'no date' },
  ])('$date is $kind', async ({ date, kind, says }) => {
    const health = replied(soundHealth, { asked, answered: new Date(asked.getTime() + 600), date });
    expect(await clocksAgree(patientOf({ health }))).toMatchObject([{ kind, says: expect.stringContaining(says) }]);
  });
});

describe('a route with a scope', () => {
  const guarded = routes.filter(({ scope }) => scope !== null);

  test('that refuses is well: each is asked once, without a token and without a body', async () => {
    const calls: string[] = [];
    const origin = await serve(({ method, path, headers, body }) => {
      calls.push(`${method} ${path}`);
      expect([headers.authorization, body]).toEqual([undefined, '']);
      return { status: 401, body: '' };
    });
    expect(await doorsAreShut(patientOf({ origin }))).toMatchObject([
      { kind: 'well', says: expect.stringContaining(`all ${guarded.length} routes`) },
    ]);
    const wanted = guarded.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, 'doctor')}`);
    expect(calls.sort()).toEqual(wanted.sort());
  });

  test.each([200, 302, 400, 404])('that answers %d is an open door, and named', async (status) => {
    const origin = await serve(({ path }) => ({
      status: path === '/v1/audits/doctor/report' ? status : 401,
      body: '',
    }));
    const [found, ...more] = await doorsAreShut(patientOf({ origin }));
    expect([found?.kind, more]).toEqual(['wrong', []]);
    expect(found?.says).toContain(
      `without a token \`GET /v1/audits/{id}/report\` answers ${status}. 401 would be right`,
    );
  });

  test('that leads elsewhere is an open door, wherever it leads', async () => {
    const origin = await serve(({ path }) =>
      path === '/v1/audits' ? { status: 307, body: '', location: '/shut' } : { status: 401, body: '' },
    );
    const says = expect.stringContaining('`GET /v1/audits` answers 307');
    expect(await doorsAreShut(patientOf({ origin }))).toMatchObject([{ kind: 'wrong', says }]);
  });

  test.each([403, 429, 503])('that answers %d tells nothing', async (status) => {
    const origin = await serve(({ path }) => ({ status: path === '/v1/checks' ? status : 401, body: '' }));
    expect(await doorsAreShut(patientOf({ origin }))).toMatchObject([
      { kind: 'unseen', says: expect.stringContaining(`\`POST /v1/checks\` answers ${status}`) },
    ]);
  });

  test('that does not answer tells nothing, and why', async () => {
    expect(await doorsAreShut(patientOf({ origin: 'http://127.0.0.1:9' }))).toMatchObject([
      { kind: 'unseen', says: expect.stringMatching(/`POST \/v1\/checks` gives no answer \(fetch failed/) },
    ]);
  });
});
