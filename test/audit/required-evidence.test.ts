import { describe, expect, test } from 'vitest';
import { auditFile } from '../../functions/cli/audit-file.ts';
import { neverShown } from '../../shared/audit/places.ts';
import { activities } from '../../shared/declaration/activity.ts';
import { Sink } from '../../shared/evidence/deployed/sinks/sink.ts';
import sinksJson from '../../shared/evidence/deployed/sinks/sinks.json' with { type: 'json' };
import type { Shown } from '../../shared/evidence/deployed/with-shown.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { written } from '../cli/terminal.ts';

const mumbai = 'aws/ap-south-1';
const everywhere = Object.fromEntries(activities.map((activity) => [activity, mumbai]));
type Seen = { asset: string; activity: string; place: string };
const all: readonly Seen[] = activities.map((activity) => ({ asset: 'videos', activity, place: mumbai }));

const plan = (placements: readonly Seen[], certainty = 'configuration') => ({
  plan: {
    kind: 'observed',
    certainty,
    sha256: 'a'.repeat(64),
    placements: placements.map((one) => ({ resource: 'Stack/Videos', ...one })),
  },
});

const complete = { application: 'X', operator: { name: 'X', country: 'IN' }, roles: ['app-publisher'], owners: 'none' };

/** An audit of data like this, of which that was seen. */
async function audited(videos: object, seen: Shown = {}, set = 'required-evidence') {
  const declared = {
    ...complete,
    data: { videos: { category: 'user.content.video', contexts: 'none', ...videos } },
    complete: ['roles', 'data', 'contexts'],
  };
  return (await auditFile(await written(JSON.stringify(declared), 'residency.json'), '2026-11-22', seen, set)).audit;
}

/** What the policy that all data is in India says of places, `unknown store`, unless they are. */
async function open(videos: object, seen: Shown = {}) {
  const { packs } = await audited(videos, seen);
  return packs
    .flatMap(({ findings }) => findings)
    .filter(({ rule, outcome }) => rule === 'only-in-india' && outcome !== 'pass')
    .map(({ outcome, subject }) => `${outcome} ${subject.replace(/^.*\/([\w-]+)@.*$/, '$1')}`);
}

test('the policy set differs from the default in that alone, and in its digest', () => {
  const [required, usual] = [releaseRulebook('required-evidence').policy, releaseRulebook().policy];
  expect(required.set).toEqual({ ...usual.set, set: 'required-evidence', evidence: 'required' });
  expect(required.digest).not.toBe(usual.digest);
});

test('no row of the table shows a standby, and those that show access know nothing of people', () => {
  const shown = new Set(sinksJson.flatMap((row) => Sink.parse(row).activity ?? []));
  expect(activities.filter((activity) => !shown.has(activity))).toEqual(['standby']);
  expect([...neverShown].toSorted()).toEqual(['access', 'standby']);
});

describe('where evidence is required', () => {
  test('a place that is shown is as good as ever', async () => {
    expect(await open(everywhere, plan(all))).toEqual([]);
  });

  test.each(activities.filter((activity) => !neverShown.has(activity)))(
    '%s that nothing shows is open, and it is said what would help',
    async (activity) => {
      const seen = plan(all.filter((one) => one.activity !== activity));
      expect(await open(everywhere, seen)).toEqual([`unknown ${activity}`]);
      const { packs } = await audited(everywhere, seen);
      expect(JSON.stringify(packs)).toMatch(/nothing deployed shows that `videos` .*give evidence of it.*`resources`/);
    },
  );

  test.each([...neverShown])('%s stays the word of the operator, and that is said', async (activity) => {
    const seen = plan(all.filter((one) => one.activity !== activity));
    expect(await open(everywhere, seen)).toEqual([]);
    const { coverage } = await audited(everywhere, seen);
    expect(coverage.cannotShow.join('\n')).toMatch(new RegExp(`\`${activity}\`.*which no configuration shows`));
    expect((await audited(everywhere, seen, 'default')).coverage.cannotShow.join('\n')).not.toContain(
      'no configuration',
    );
  });

  test.each([...neverShown])('%s abroad fails by its own word', async (activity) => {
    expect(
      await open({ ...everywhere, [activity]: 'US' }, plan(all.filter((one) => one.activity !== activity))),
    ).toEqual([`fail ${activity}`]);
  });

  test('an admission fails without evidence', async () => {
    expect(await open({ ...everywhere, store: 'aws/us-east-1' })).toContain('fail store');
  });

  test('a hint shows nothing', async () => {
    expect(await open(everywhere, plan(all, 'hint'))).toContain('unknown store');
  });

  test('a place in words that is shown at a site of it is shown; one of two places is not', async () => {
    expect(await open({ ...everywhere, store: 'IN' }, plan(all))).toEqual([]);
    expect(await open({ ...everywhere, store: [mumbai, 'yotta/nm1'] }, plan(all))).toEqual(['unknown store']);
  });

  test('a host that is in no template is shown by what was observed there', async () => {
    const yotta = all.map((one) => (one.activity === 'store' ? { ...one, place: 'yotta/nm1' } : one));
    expect(await open({ ...everywhere, store: 'yotta/nm1' }, plan(yotta))).toEqual([]);
  });

  test('a place that was not said is asked for, as ever', async () => {
    const { packs } = await audited({ ...everywhere, backup: { every: 'P1D' } }, plan(all));
    const asked = packs.flatMap(({ findings }) => findings).flatMap(({ missing }) => missing);
    expect(asked.map(({ fact }) => fact)).toContain('at');
  });

  test('a declaration that would be compliant is not so without evidence', async () => {
    const file = 'examples/short-video-after/residency.yaml';
    expect((await auditFile(file, '2026-11-22')).audit.verdict).toBe('compliant');
    expect((await auditFile(file, '2026-11-22', {}, 'required-evidence')).audit.verdict).toBe('indeterminate');
  });

  test.each([
    { name: 'data that happen nowhere', videos: { none: [...activities] } },
    {
      name: 'data that people only look at',
      videos: { access: 'IN', none: activities.filter((one) => one !== 'access') },
    },
  ])('$name need evidence, too', async ({ videos }) => {
    const said = async (seen: Shown, set?: string) =>
      (await audited(videos, seen, set)).packs.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    expect(await said({})).toContain('evidence-given');
    expect(await said(plan([]))).toContain('evidence-given');
    expect(await said(plan([{ asset: 'videos', activity: 'access', place: 'IN' }], 'hint'))).toContain(
      'evidence-given',
    );
    expect(await said(plan([{ asset: 'videos', activity: 'access', place: 'IN' }]))).not.toContain('evidence-given');
    expect(await said({}, 'default')).not.toContain('evidence-given');
  });
});
