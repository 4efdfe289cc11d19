import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sarif } from '../../shared/report/sarif.ts';
import { attacks, half } from './audits.ts';
import { attacked, reported, tricks } from './reported.ts';

const valid = validator();

function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  // It is of draft 4, which names itself otherwise; all else that it uses means the same.
  const { $schema: _, id: __, ...body } = schema;
  return ajv.compile(body);
}

const Log = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          rules: z.array(
            z.object({ id: z.string(), help: z.object({ text: z.string(), markdown: z.string().optional() }) }),
          ),
        }),
      }),
      invocations: z.tuple([z.object({ exitCode: z.number(), properties: z.record(z.string(), z.unknown()) })]),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.number(),
          level: z.string(),
          message: z.object({ text: z.string() }),
          locations: z.tuple([
            z.object({
              physicalLocation: z.object({
                artifactLocation: z.looseObject({ uri: z.string() }),
                region: z.object({ startLine: z.number(), startColumn: z.number().optional() }),
              }),
              logicalLocations: z.tuple([z.looseObject({ fullyQualifiedName: z.string() })]),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.object({ decides: z.boolean() }),
        }),
      ),
    }),
  ]),
});

const runOf = (text: string) => Log.parse(JSON.parse(text)).runs[0];

describe('SARIF', () => {
  test.each([
    { name: 'nothing said', text: 'application: X' },
    { name: 'half of everything', text: half },
    { name: 'nothing in force', text: 'application: X\nroles: none\n' },
  ])('of $name is valid by the schema of OASIS', ({ text }) => {
    const said = sarif(reported(text));
    expect(valid(JSON.parse(said)), JSON.stringify(valid.errors)).toBe(true);
    expect(runOf(said).results.length).toBeGreaterThan(0);
  });

  test.each([...attacks, ...tricks])('of %j is valid, and acts on no viewer', (attack) => {
    const said = sarif(attacked(attack));
    expect(valid(JSON.parse(said)), JSON.stringify(valid.errors)).toBe(true);
    for (const { message, locations } of runOf(said).results) {
      expect(message.text).not.toMatch(/\]\(|\{\d+\}|(?!\n)\p{Cc}|[\u202a-\u202e]/u);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%/-]+$/);
    }
  });

  test('the schema refuses what is no SARIF', () => {
    expect(valid({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  test('a failure is an error, an unknown a warning, and what stands beside the verdict a note', () => {
    const levels = runOf(sarif(reported(half))).results.map(({ level }) => level);
    expect(new Set(levels)).toEqual(new Set(['error', 'warning', 'note']));
  });

  test('names the place in the declaration, and what it is about', () => {
    const { results } = runOf(
      sarif(reported('application: X\ndata:\n  videos: { category: user.content.video, store: US }\n')),
    );
    const found = results.find(({ ruleId, level }) => ruleId === 'india-only/only-in-india' && level === 'error');
    expect(found?.locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'apps/residency.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 3, startColumn: 43 },
      },
      logicalLocations: [{ fullyQualifiedName: '/data/videos/store@US', kind: 'resource' }],
    });
  });

  test('fingerprints are of content: unlike each other, and the same in a reordered file', () => {
    const data = [
      '  videos: { category: user.content.video, store: US }',
      '  mail: { category: user.contact.email, store: SG }',
    ];
    const prints = (lines: string[]) =>
      runOf(sarif(reported(`application: X\ndata:\n${lines.join('\n')}\n`))).results.map(
        ({ ruleId, partialFingerprints }) => `${ruleId} ${partialFingerprints['nivas/v1']}`,
      );
    expect(prints(data.toReversed()).toSorted()).toEqual(prints(data).toSorted());
    expect(new Set(prints(data)).size).toBe(prints(data).length);
  });

  test('every rule is described once, and every result names its own', () => {
    const { tool, results } = runOf(sarif(reported(half)));
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(results.map(({ ruleId }) => ruleId));
    const rule = tool.driver.rules.find(({ id }) => id === 'india-only/only-in-india');
    expect(rule?.help.text).toContain('Requires: ');
    expect(rule?.help.markdown).toContain('- Clause: ');
  });

  test.each([
    { allowUnknown: false, exitCode: 3, level: 'warning' },
    { allowUnknown: true, exitCode: 0, level: 'note' },
  ])('says whether unknown is allowed: $allowUnknown', ({ allowUnknown, exitCode, level }) => {
    const { invocations, results } = runOf(sarif(reported('application: X', { allowUnknown })));
    expect(invocations[0]).toMatchObject({ exitCode, properties: { verdict: 'indeterminate', allowUnknown } });
    const deciding = results.filter(({ properties }) => properties.decides).map((one) => one.level);
    expect(new Set(deciding)).toEqual(new Set([level]));
  });
});
