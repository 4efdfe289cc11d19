import { describe, expect, test } from 'vitest';
import type { Finding, PackResult } from '../../shared/audit/finding.ts';
import { mostSeen } from '../../shared/audit/seen.ts';
import { parseSource } from '../../shared/declaration/source.ts';
import { statusOf } from '../../shared/report/exit-status.ts';
import { leniency } from '../../shared/report/leniency.ts';
import { readWaivers, type Waiver } from '../../shared/waiver/waiver.ts';
import { waiving } from '../../shared/waiver/waiving.ts';
import { reported } from '../report/reported.ts';

const base = reported(`
application: Chitra
roles: [app-publisher]
data: { videos: { category: user.content.video, contexts: none, store: aws/us-east-1 } }
`);

const waiver: Waiver = {
  rule: 'india-only/only-in-india',
  version: '2020',
  subject: '/data/videos/store@aws/us-east-1',
  resources: [],
  because: 'moved in December',
  by: 'Asha Rao',
  from: '2026-11-22',
  until: '2026-11-22',
};

const fail = (more: Partial<Finding> = {}): Finding => ({
  outcome: 'fail',
  rule: 'only-in-india',
  because: 'it is abroad',
  missing: [],
  claim: 'it is in India',
  clause: '1',
  basis: 'declared',
  subject: waiver.subject,
  at: '/data/videos/store/0',
  ...more,
});

const pack = (findings: readonly Finding[], more: Partial<PackResult> = {}): PackResult => ({
  pack: 'india-only',
  version: '2020',
  title: 'India only',
  kind: 'policy',
  digest: 'sha256:0',
  verdict: 'non-compliant',
  reach: 'applies',
  why: 'applies to all',
  findings: [...findings],
  ...more,
});

/** What waivers do to an audit of these packs. */
function lenient(packs: readonly PackResult[], waivers: readonly Waiver[], allowUnknown = false) {
  const audit = { ...base.audit, verdict: 'non-compliant' as const, asOf: '2026-11-22', packs: [...packs] };
  const found = { ...base, audit, allowUnknown, waiving: waiving(audit, waivers) };
  return { status: statusOf(found), said: leniency(found), idle: found.waiving.idle.map(({ why }) => why) };
}

test('what is broken and waived, alone, is 4: the verdict is not compliant', () => {
  expect(lenient([pack([fail()])], [waiver])).toEqual({
    status: 4,
    said: ['All that is broken is waived, 1 failure. The verdict stands.'],
    idle: [],
  });
});

test('what is broken and not waived is 2', () => {
  const both = [fail(), fail({ rule: 'approved-host' })];
  expect(lenient([pack(both)], [waiver])).toMatchObject({
    status: 2,
    said: ['1 of 2 failures is waived. The verdict stands.'],
  });
  expect(lenient([pack([fail()]), pack([fail()], { pack: 'other' })], [waiver]).status).toBe(2);
});

test('what is open beside it is 3, and 4 where that is allowed', () => {
  const open = [fail(), fail({ outcome: 'unknown', rule: 'data-complete' })];
  expect(lenient([pack(open)], [waiver]).status).toBe(3);
  expect(lenient([pack(open)], [waiver], true).status).toBe(4);
  const another = pack([], { pack: 'other', verdict: 'indeterminate' });
  expect(lenient([pack([fail()]), another], [waiver]).status).toBe(3);
});

test('what is broken under every reading of a disputed clause is no failure that could be waived', () => {
  const disputed = fail({
    outcome: 'unknown',
    rule: 'other',
    unsettled: [{ cause: 'law', because: 'readings differ' }],
  });
  expect(lenient([pack([disputed])], [waiver], true).status).toBe(2);
  const found = lenient([pack([fail(), disputed])], [waiver], true);
  expect(found.status).toBe(2);
  expect(found.said.at(-1)).toContain('more may be broken');
});

describe('a waiver is of one failure', () => {
  test.each<{ name: string; finding?: Partial<Finding>; given?: Partial<Waiver>; why: string }>([
    { name: 'of one place', finding: { subject: '/data/videos/store@aws/eu-west-1' }, why: 'nothing like it fails' },
    { name: 'of what fails', finding: { outcome: 'unknown' }, why: 'nothing like it fails' },
    { name: 'of a version of the rules', given: { version: '2019' }, why: 'the rules are of version `2020`' },
    { name: 'of a pack', given: { rule: 'india/only-in-india' }, why: 'there is no such pack in this audit' },
    {
      name: 'of the resources that it names',
      finding: { seen: [{ resource: 'Index' }, { resource: 'Copy' }] },
      given: { resources: ['Index'] },
      why: 'it does not name `Copy`, which shows it too',
    },
    {
      name: 'of a resource of one template',
      finding: {
        seen: [
          { resource: 'Index', at: 'a.yaml#/Resources/Index' },
          { resource: 'Index', at: 'b.yaml#/Resources/Index' },
        ],
      },
      given: { resources: ['Index'] },
      why: '`Index` stands in several files, and it does not tell which',
    },
    {
      name: 'of no more resources than a finding names',
      finding: { seen: Array.from({ length: mostSeen }, (_, n) => ({ resource: `R${n}` })) },
      given: { resources: Array.from({ length: mostSeen }, (_, n) => `R${n}`) },
      why: '10 resources or more show it, and nobody can answer for all of them',
    },
    { name: 'from a day', given: { from: '2026-11-23', until: '2026-12-31' }, why: 'it begins on 2026-11-23' },
    { name: 'to a day', given: { from: '2026-01-01', until: '2026-11-21' }, why: 'it ended on 2026-11-21' },
  ])('$name', ({ finding, given, why }) => {
    const { status, idle, said } = lenient([pack([fail(finding)])], [{ ...waiver, ...given }]);
    expect(idle).toEqual([why]);
    expect(status).toBe(2);
    expect(said).toEqual([expect.stringContaining(`does nothing: ${why}.`)]);
  });

  test('two properties of one resource are one resource', () => {
    const seen = ['0', '1'].map((n) => ({ resource: 'Index', at: `a.yaml#/Resources/Index/Properties/Replicas/${n}` }));
    expect(lenient([pack([fail({ seen })])], [{ ...waiver, resources: ['Index'] }]).status).toBe(4);
  });

  test('fewer resources than it names are the same failure', () => {
    const found = lenient(
      [pack([fail({ seen: [{ resource: 'Index' }] })])],
      [{ ...waiver, resources: ['Index', 'Copy'] }],
    );
    expect(found.status).toBe(4);
  });
});

describe('a file of waivers', () => {
  const text = (more: string) => `waivers:
  - rule: india-only/only-in-india
    version: "2020"
    subject: /data/videos/store@aws/us-east-1
    because: moved in December
    by: Asha Rao
    from: 2026-11-22
${more}`;
  const read = (yaml: string) => readWaivers(parseSource(yaml, 'yaml', 20));

  test('names no resource where none is deployed', () => {
    expect(read(text('    until: 2027-11-23'))).toEqual([{ ...waiver, until: '2027-11-23' }]);
  });

  test.each([
    { name: 'no end', yaml: text(''), line: 2, message: '`until` is missing' },
    { name: 'no date', yaml: text('    until: soon'), line: 8, message: 'expected a date that exists' },
    { name: 'no day of the calendar', yaml: text('    until: 2027-02-30'), line: 8, message: 'expected a date' },
    { name: 'an end before the beginning', yaml: text('    until: 2026-11-21'), line: 8, message: 'before it begins' },
    { name: 'an end too far', yaml: text('    until: 2027-11-24'), line: 8, message: 'longer than 366 days' },
    { name: 'a word misspelt', yaml: text('    untl: 2026-12-31'), line: 8, message: 'did you mean `until`?' },
    {
      name: 'a version that is a number',
      yaml: text('    until: 2026-12-31').replace('"2020"', '2020'),
      line: 3,
      message: 'in quotes',
    },
    {
      name: 'nobody who answers',
      yaml: text('    until: 2026-12-31').replace('Asha Rao', '" "'),
      line: 6,
      message: 'this is empty',
    },
    {
      name: 'a pack without a rule',
      yaml: text('    until: 2026-12-31').replace('/only-in-india', ''),
      line: 2,
      message: 'a pack and its rule',
    },
    { name: 'no list', yaml: 'waivers: none', line: 1, message: 'expected array' },
  ])('is refused with $name', ({ yaml, line, message }) => {
    expect(() => read(yaml)).toThrow(
      expect.objectContaining({
        code: 'request_invalid',
        issues: expect.arrayContaining([expect.objectContaining({ line, message: expect.stringContaining(message) })]),
      }),
    );
  });
});
