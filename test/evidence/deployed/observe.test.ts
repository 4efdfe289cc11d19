import { describe, expect, test } from 'vitest';
import { observe } from '../../../shared/evidence/deployed/observe/observe.ts';
import { Later, type Value } from '../../../shared/evidence/deployed/resource.ts';
import { releasedSinks } from '../../../shared/evidence/deployed/sinks/sink-table.ts';
import { aws, cfn, deployed, observed, registry, seen } from './deployments.ts';
import { absences, copies, directions, mumbai, others, unresolved } from './observe-cases.ts';

describe.each([
  { what: 'what is not resolved', rows: unresolved },
  { what: 'copies', rows: copies },
  { what: 'directions', rows: directions },
  { what: 'what is absent', rows: absences },
  { what: 'other ways', rows: others },
])('$what', ({ rows }) => {
  test.each(rows)('$name', ({ resources, want }) => {
    expect(seen(resources)).toEqual(want.toSorted());
  });

  test.each(rows)('$name: in any order of resources the same', ({ resources }) => {
    expect(observed(resources.toReversed())).toEqual(observed(resources));
  });
});

describe('hiding what is said never hides that something may leave', () => {
  const hidden = new Later('hidden');
  const abroad = (line: string) =>
    !/ (aws|gcp|azure)\/(ap-south-[12]|asia-south[12]|\w*india) /.test(line) && !/ IN /.test(line);
  const every = [...copies, ...directions, ...absences, ...others];

  test.each(every.filter(({ resources: [first] }) => Object.keys(first?.properties ?? {}).length > 0))(
    '$name',
    ({ resources: [first, ...around] }) => {
      if (first === undefined) return;
      const before = seen([first, ...around]).filter(abroad);
      for (const key of Object.keys(first.properties)) {
        const after = seen([{ ...first, properties: { ...first.properties, [key]: hidden } }, ...around]);
        const lost = before.filter((line) => {
          const [activity] = line.split(' ');
          return !after.some((one) => one === line || (one.startsWith(`${activity} `) && abroad(one)));
        });
        expect(lost, `with ${key} hidden`).toEqual([]);
      }
    },
  );
});

describe('what is said with a place', () => {
  test('the property, the file and a pointer to it, and the row', () => {
    const rule = { Destination: { Bucket: 'arn:aws:s3:::x' } };
    const [one] = observed([cfn('B', 'AWS::S3::Bucket', { ReplicationConfiguration: { Rules: [rule] } })]).placements;
    expect(one).toMatchObject({
      resource: 'Pay/B',
      at: {
        file: 'deployed.json',
        pointer: '/Resources/B/Properties/ReplicationConfiguration/Rules/0/Destination/Bucket',
      },
      sink: 'cloudformation:AWS::S3::Bucket:ReplicationConfiguration.Rules[].Destination.Bucket',
      because:
        '`ReplicationConfiguration.Rules[].Destination.Bucket` of `Pay/B` is not known: bucket `x` is not in this deployment, and its name tells no region',
    });
  });

  test.each([
    { pointer: '/resource_changes/7', want: '/resource_changes/7/change/after/replica/0/region' },
    {
      pointer: '/planned_values/root_module/resources/0',
      want: '/planned_values/root_module/resources/0/values/replica/0/region',
    },
  ])('in a plan at $pointer, where a plan has its properties', ({ pointer, want }) => {
    const secret = aws('s', 'aws_secretsmanager_secret', { replica: [{ region: 'us-east-1' }] });
    const { placements } = observed([{ ...secret, at: { file: 'plan.json', pointer } }]);
    expect(placements.map(({ at }) => at.pointer)).toContain(want);
  });

  test('slashes and tildes of keys are escaped', () => {
    const Variables = { 'a/b~c': 'us-east-1' };
    const { placements } = observed([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables } })]);
    expect(placements.map(({ at }) => at.pointer)).toContain('/Resources/F/Properties/Environment/Variables/a~1b~0c');
  });
});

describe('hostile resources', () => {
  const deep = (levels: number): Value => {
    let value: Value = 'us-east-1';
    for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
    return value;
  };
  test.each([
    {
      name: 'properties that no type has',
      properties: JSON.parse('{"__proto__":{"Region":"us-east-1"},"constructor":1}'),
    },
    { name: 'numbers where blocks should be', properties: { ReplicationConfiguration: 7, LoggingConfiguration: true } },
    {
      name: 'blocks where names should be',
      properties: { LoggingConfiguration: { DestinationBucketName: { a: [{}] } } },
    },
    { name: 'depth', properties: { ReplicationConfiguration: { Rules: deep(100_000) } } },
  ])('$name: still in its region', ({ properties }) => {
    expect(seen([cfn('B', 'AWS::S3::Bucket', properties)])).toContain(mumbai);
  });

  test('text as deep or as long as anyone likes is searched, and what is not searched is said', () => {
    const long = `${'x'.repeat(200_000)} us-east-1`;
    const lines = seen([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables: { long } } })]);
    expect(lines).toContain('process aws: unknown region (the text is too long to be read to its end) hint');
    const Variables = { deep: deep(10_000) };
    expect(seen([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables } })])).toContain(
      'process aws/us-east-1 hint',
    );
  });

  test('text made to be slow to search is not slow', () => {
    const slow = [
      'a-'.repeat(50_000),
      'arn:aws:'.repeat(12_000),
      'a.'.repeat(50_000),
      's3://'.repeat(20_000),
      '@'.repeat(2_000),
    ];
    const from = performance.now();
    for (const text of slow) {
      seen([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables: { text } } })]);
      seen([cfn('E', 'AWS::Events::ApiDestination', { InvocationEndpoint: text })]);
      seen([cfn('A', 'AWS::Bedrock::Agent', { FoundationModel: text })]);
    }
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

test('many that share a name and refer to it mean none, and are not compared each with each', () => {
  const same = Array.from({ length: 4_000 }, (_, index) =>
    cfn(`B${index}`, 'AWS::S3::Bucket', {
      BucketName: 'same',
      LoggingConfiguration: { DestinationBucketName: 'same' },
    }),
  );
  const from = performance.now();
  expect(observed(same).placements.filter(({ certainty }) => certainty === 'hint')).toEqual([]);
  expect(performance.now() - from).toBeLessThan(1_500);
});

test('a group of any size is not compared each with each', () => {
  const group = Array.from({ length: 4_000 }, (_, index) =>
    cfn(
      `C${index}`,
      'AWS::RDS::DBCluster',
      { GlobalClusterIdentifier: 'world' },
      { region: index % 2 ? 'us-east-1' : 'ap-south-1' },
    ),
  );
  const from = performance.now();
  expect(
    observed(group).placements.filter(({ activity, place }) => activity === 'replicate' && place === 'aws/us-east-1')
      .length,
  ).toBe(4_000);
  expect(performance.now() - from).toBeLessThan(1_500);
});

test('five hundred resources take little time, and five thousand ten times that', () => {
  const kinds = [...copies, ...absences, ...others].flatMap(({ resources }) => resources);
  const many = (count: number) =>
    deployed(
      ...Array.from({ length: count }, (_, index) => ({
        ...(kinds[index % kinds.length] ?? cfn('x', 'y')),
        address: `Pay/N${index}`,
      })),
    );
  const time = (count: number) => {
    const deployment = many(count);
    return Math.min(
      ...[1, 2, 3, 4, 5].map(() => {
        const from = performance.now();
        observe(deployment, { registry, sinks: releasedSinks() });
        return performance.now() - from;
      }),
    );
  };
  time(500);
  const [few, lots] = [time(500), time(5_000)];
  // 20 ms is the target on an idle core; a shared one is given more
  expect(few).toBeLessThan(60);
  expect(lots / few).toBeLessThan(40);
});
