import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { type App, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { Nivas } from '../../functions/cdk/nivas.ts';
import { typed } from '../cli/terminal.ts';
import { appIn, declared, ireland, mumbai, type Synthesis, synthesis } from './synthesis.ts';

/** Construct paths and properties that a rule is broken by. */
const where = ({ report }: Synthesis, rule: string) =>
  report?.violations
    .filter(({ ruleName }) => ruleName === rule)
    .flatMap(({ violatingConstructs }) => violatingConstructs)
    .map(({ constructPath, cloudFormationResource: { logicalId, propertyPaths = [] } = { logicalId: '' } }) =>
      [constructPath, logicalId, ...propertyPaths].join(' '),
    );

const inIndia = 'india-only/only-in-india';

test('an app in Mumbai passes, and nothing is said', async () => {
  expect(await synthesis(await appIn(mumbai), await declared())).toEqual({ said: '', report: undefined });
});

describe('an app that leaves India fails', () => {
  test('with the construct, the template and the line of the declaration', async () => {
    const found = await synthesis(await appIn(ireland), await declared());
    expect(found.report).toMatchObject({ conclusion: 'failure', metadata: { verdict: 'non-compliant' } });
    expect(where(found, inIndia)).toEqual(['Main/Videos/Resource Videos88AE8DA0']);
    expect(found.said).toContain('`videos` is stored at `aws/eu-west-1` (Ireland), which is not only in India');
    expect(found.said).toContain('cdk.out/Main.template.json#/Resources/Videos88AE8DA0');
    expect(found.said).toMatch(/residency\.yaml:\d+:\d+ \(as observed\)/);
    expect(found.said).toContain('Suggested fix: Have this only at a site in India');
  });

  test('by a property, which is named', async () => {
    const app = await appIn(mumbai);
    const partitionKey = { name: 'pk', type: AttributeType.STRING };
    new TableV2(app.node.findChild('Main'), 'Index', { partitionKey, replicas: [{ region: 'eu-west-1' }] });
    expect(where(await synthesis(app, await declared()), inIndia)).toEqual([
      expect.stringMatching(/^Main\/Index\/Resource Index\w+ Properties\.Replicas\.0\.Region$/),
    ]);
  });

  test('by a stage', async () => {
    const app = await appIn(mumbai);
    new Bucket(new Stack(new Stage(app, 'Prod', { env: ireland }), 'Deep'), 'Staged');
    const found = await synthesis(app, await declared());
    expect(where(found, inIndia)).toEqual([expect.stringMatching(/^Prod\/Deep\/Staged\/Resource Staged/)]);
    expect(found.said).toMatch(/cdk\.out\/assembly-Prod\/ProdDeep\w+\.template\.json#\/Resources\/Staged/);
  });

  test('whatever else is asked of it, and whatever may be unknown', async () => {
    const found = await synthesis(await appIn(ireland), await declared(), { allowUnknown: true });
    expect(found.said).toContain('NON-COMPLIANT');
  });
});

describe('acknowledging', () => {
  /** Acknowledges everything that is found, in every form, on the app, the stack and the construct. */
  function acknowledgeAll(app: App, rules: readonly string[]): void {
    const forms = rules.flatMap((rule) => [rule, `Nivas::${rule}`, `annotation::${rule}`]);
    const stack = app.node.findChild('Main');
    for (const scope of [
      app,
      stack,
      stack.node.findChild('Videos'),
      stack.node.findChild('Videos').node.findChild('Resource'),
    ])
      Validations.of(scope).acknowledge(...forms.map((id) => ({ id, reason: 'we know' })));
  }

  const undigested = ({ report }: Synthesis): unknown =>
    JSON.parse(JSON.stringify(report).replace(/sha256:[0-9a-f]{64}/g, 'sha256'));

  test.each([
    { name: 'what leaves India', env: ireland },
    { name: 'what nobody can tell', env: { account: mumbai.account } },
  ])('$name silences nothing', async ({ env }) => {
    const before = await synthesis(await appIn(env), await declared());
    const rules = [...new Set(before.report?.violations.map(({ ruleName }) => ruleName))];
    expect(rules.length).toBeGreaterThan(1);
    const app = await appIn(env);
    acknowledgeAll(app, [...rules, '*', 'india-only/*', 'Nivas']);
    const after = await synthesis(app, await declared());
    expect(after.said).not.toBe('');
    // the manifest holds acknowledgements too, so that its digest is another
    expect(undigested(after)).toEqual(undigested(before));
  });
});

describe('what nobody can tell', () => {
  const unplaced = { account: mumbai.account };

  test('fails', async () => {
    const { said, report } = await synthesis(await appIn(unplaced), await declared());
    expect(said).toContain('INDETERMINATE');
    expect(where({ said, report }, inIndia)).toEqual(['Main/Videos/Resource Videos88AE8DA0']);
    expect(report).toMatchObject({ conclusion: 'failure', metadata: { verdict: 'indeterminate' } });
    expect(report?.violations.every(({ severity }) => severity === 'fatal')).toBe(true);
  });

  test('passes where it is allowed, and the report says so', async () => {
    const { said, report } = await synthesis(await appIn(unplaced), await declared(), { allowUnknown: true });
    expect(said).toBe('');
    expect(report).toMatchObject({
      conclusion: 'success',
      metadata: { verdict: 'indeterminate', allowUnknown: 'true' },
    });
    expect(report?.violations[0]?.description).toContain('What nobody can tell is allowed here (`allowUnknown`)');
    expect(new Set(report?.violations.map(({ severity }) => severity))).toEqual(new Set(['info']));
  });

  test('is all that nothing synthesized shows, where evidence is required', async () => {
    const { said, report } = await synthesis(await appIn(mumbai), await declared(), { requireEvidence: true });
    expect(report).toMatchObject({ metadata: { verdict: 'indeterminate', policySet: 'required-evidence' } });
    expect(said).toContain('nothing deployed shows that `videos` is processed at');
  });

  test('is told apart from what the plugin was given', async () => {
    const { said } = await synthesis(await appIn(unplaced), await declared(), { region: 'ap-south-1' });
    expect(said).toBe('');
  });

  test('of data that nobody mapped names the construct', async () => {
    const unmapped = await declared((text) => text.replace('videos: ["*"]', 'videos: ["Other/*"]'));
    const found = await synthesis(await appIn(ireland), unmapped);
    expect(where(found, 'india-only/evidence-mapped')).toEqual(['Main/Videos/Resource Videos88AE8DA0']);
  });

  test('because it cannot be read names the template', async () => {
    const app = await appIn(mumbai);
    new Stack(app, 'Included', { env: mumbai }).addTransform('Somebody::Macro');
    const { said, report } = await synthesis(app, await declared());
    expect(said).toMatch(/not read: .*\n +cdk\.out\/Included\.template\.json#/);
    expect(report?.violations.map(({ ruleName }) => ruleName)).toContain('nivas/not-read');
  });
});

test.each([
  { name: 'compliant', env: mumbai, verdict: 'COMPLIANT' },
  { name: 'non-compliant', env: ireland, verdict: 'NON-COMPLIANT' },
  { name: 'indeterminate', env: { account: mumbai.account }, verdict: 'INDETERMINATE' },
])('the plugin and the command give one digest: $name', async ({ env, verdict }) => {
  const app = await appIn(env);
  const file = await declared();
  const plugin = await Nivas.from(file, { asOf: '2026-11-22', allowUnknown: true });
  let digest: string | undefined;
  const watched = {
    name: plugin.name,
    validate: (...asked: Parameters<Nivas['validate']>) => {
      const report = plugin.validate(...asked);
      digest = report.metadata?.digest;
      return report;
    },
  };
  Validations.of(app).addPlugins(watched);
  try {
    app.synth();
  } catch {
    // what fails is another test's
  }
  const { out } = await typed('check', file, '--evidence', app.outdir, '--as-of', '2026-11-22');
  expect(out).toMatch(new RegExp(`^. ${verdict}:`));
  expect(out).toContain(digest ?? 'no digest');
});

describe('a mistake is told at once', () => {
  test.each([
    {
      name: 'in the declaration',
      change: (text: string) => text.replace('access: IN', 'acess: IN'),
      want: /^residency\.yaml:\d+:\d+ .*acess/,
    },
    { name: 'in its YAML', change: (text: string) => `${text}\n  - [`, want: /^residency\.yaml:\d+:\d+ / },
  ])('$name, by file and line', async ({ change, want }) => {
    await expect(Nivas.from(await declared(change))).rejects.toThrow(want);
  });

  test('in the name of the file', async () => {
    await expect(Nivas.from('nowhere.yaml')).rejects.toThrow('there is no file `nowhere.yaml`');
  });

  test('in the date', async () => {
    await expect(Nivas.from(await declared(), { asOf: 'yesterday' })).rejects.toThrow('`yesterday` is not a date');
  });

  test('in an option', async () => {
    const slip: object = { allowUnknowns: true };
    await expect(Nivas.from(await declared(), slip)).rejects.toThrow('allowUnknowns');
  });
});

test('what cannot be judged fails, with a violation that no selection of stacks leaves out', async () => {
  const file = await declared((text) =>
    text.replace(
      'evidence:\n',
      `evidence:\n  deployed: { kind: observed, certainty: hint, sha256: ${'a'.repeat(64)}, placements: [] }\n`,
    ),
  );
  const app = await appIn(mumbai);
  const { said, report } = await synthesis(app, file);
  expect(said).toContain('the declaration has evidence `deployed` of its own');
  expect(report?.violations).toMatchObject([{ severity: 'fatal', violatingConstructs: [{ constructPath: '' }] }]);
});
