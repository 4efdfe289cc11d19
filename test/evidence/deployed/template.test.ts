// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so
import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../../shared/evidence/deployed/cloudformation/read-template.ts';
import { Later } from '../../../shared/evidence/deployed/resource.ts';
import { listed, shown } from './written.ts';

const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: {Type: String}
Conditions:
  Live: !Equals [!Ref Stage, live]
  Never: !Not [!Equals [a, a]]
Resources:
  Orders:
    Type: AWS::S3::Bucket
    Metadata:
      aws:cdk:path: Shop/Orders/Resource
    Properties:
      BucketName: !Sub 'orders-\${AWS::Region}'
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - !If [Live, {Status: Enabled}, !Ref 'AWS::NoValue']
      Account: 0123
      Country: NO
      Tags:
        - {Key: data, Value: orders}
        - {Key: !Ref Stage, Value: x}
        - Key: later
          Value: !Ref Stage
  Role: {Type: AWS::IAM::Role, Condition: Live, Properties: {Name: !If [Live, a, b]}}
  Gone: {Type: AWS::SQS::Queue, Condition: Never}
  Map: {Type: AWS::SSM::Parameter, Properties: {Tags: {data: orders, __proto__: x}}}
`;

test('a template is read with everything that can be known of it', () => {
  const { resources, unread } = readTemplate(yaml, { file: 'shop.yaml', region: 'ap-south-1', stackName: 'Shop' });
  expect(unread).toEqual([]);
  expect(listed(resources)).toEqual({
    'Shop/Orders': {
      BucketName: 'orders-ap-south-1',
      ReplicationConfiguration: { Role: '<Shop/Role.Arn>', Rules: [{ either: [{ Status: 'Enabled' }, 'absent'] }] },
      Account: '0123',
      Country: 'NO',
      Tags: [
        { Key: 'data', Value: 'orders' },
        { Key: '?', Value: 'x' },
        { Key: 'later', Value: '?' },
      ],
    },
    // read as if its condition held, since only then it is there
    'Shop/Role': { Name: 'a' },
    'Shop/Map': { Tags: { data: 'orders', ['__proto__']: 'x' } },
  });
  expect(resources[0]).toMatchObject({
    platform: 'cloudformation',
    type: 'AWS::S3::Bucket',
    region: 'ap-south-1',
    tags: { data: 'orders' },
    at: { file: 'shop.yaml', pointer: '/Resources/Orders' },
    construct: 'Shop/Orders/Resource',
  });
  expect(resources[0]).not.toHaveProperty('perhaps');
  expect(resources[1]?.perhaps).toBe(
    'the condition `Live` is not known: the parameter `Stage` has no value and no default',
  );
});

test('a template names no region', () => {
  const [bucket] = readTemplate('{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}', { file: 'a.json' }).resources;
  expect(bucket?.region).toBeInstanceOf(Later);
  expect(bucket?.region).toMatchObject({ why: expect.stringContaining('say where it is deployed') });
});

const one = (type: string, more = '') => `Resources:\n  A:\n    Type: ${type}\n${more}`;
const repeated = (text: string, count: number) => text.repeat(count);
const laughs = `${Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${repeated(n === 0 ? 'x,' : `*a${n - 1},`, 9)}]`).join('\n')}
Resources:
  A: {Type: T, Properties: {It: *a29}}`;
const loops = (depth: number, body: string): string =>
  depth === 0
    ? body
    : `{Fn::ForEach::L${depth}: [X${depth}, [${repeated('a,', 50)}], ${loops(depth - 1, `{'k\${X${depth}}': ${body}}`)}]}`;

test.each([
  { name: 'empty text', text: '', say: 'empty', at: [1, 1] },
  { name: 'a list', text: '[]', say: 'expected a template', at: [1, 1] },
  { name: 'a word', text: 'hello', say: 'expected a template', at: [1, 1] },
  { name: 'no resources', text: 'A: 1', say: 'map of `Resources`', at: [1, 1] },
  { name: 'UTF-16', text: '{\0"\0', say: 'UTF-16', at: [1, 1] },
  { name: 'UTF-16 read as UTF-8', text: '\ufffd\ufffd{\0', say: 'UTF-16', at: [1, 1] },
  { name: 'JSON cut off', file: 'a.json', text: '{"Resources":{\n"A":', say: 'not JSON', at: [2, 5] },
  { name: 'JSON with a fault', file: 'a.json', text: '{"Resources":\n{"A":{]}}', say: 'not JSON', at: [2, 7] },
  { name: 'JSON with a word', file: 'a.json', text: '{"a":\n  x""}', say: "token 'x'", at: [2, 3] },
  {
    name: 'JSON keys twice',
    text: '{"Resources":{"A":{"Type":"T"},\n "A":{"Type":"U"}}}',
    say: 'stands twice',
    at: [2, 2],
  },
  { name: 'YAML keys twice', text: `${one('T')}  A: {Type: U}`, say: 'stands twice', at: [4, 3] },
  { name: 'YAML with a fault', text: `${one('T')}  B: {Type: U\n`, say: 'not YAML', at: [5, 1] },
  { name: 'two documents', text: `${one('T')}---\nResources: {}\n`, say: 'not YAML', at: [4, 1] },
  {
    name: 'a tag nobody knows',
    text: one('T', '    Properties: {It: !Rain::Embed x}'),
    say: '!Rain::Embed',
    at: [4, 35],
  },
  { name: 'a missing anchor', text: one('T', '    Properties: {It: *x}'), say: 'x', at: [4, 22] },
  { name: 'an anchor in itself', text: one('T', '    Properties: {It: &x [*x]}'), say: 'holds itself', at: [4, 26] },
  { name: 'a key that is a map', text: one('T', '    Properties: {? {a: b} : c}'), say: 'no plain word', at: [4, 20] },
  { name: 'no type', text: 'Resources:\n  A: {}', say: '`Type`', at: [2, 3] },
  { name: 'a resource that is a word', text: 'Resources:\n  A: x', say: '`Type`', at: [2, 3] },
  { name: 'properties that are a list', text: one('T', '    Properties: []'), say: '`Properties`', at: [2, 3] },
  { name: 'a module', text: one('My::Own::Thing::MODULE'), say: 'module', at: [2, 3] },
  { name: 'a nested stack', text: one('AWS::CloudFormation::Stack'), say: 'nested stack', at: [2, 3] },
  {
    name: 'an include',
    text: one('T', '    Properties:\n      Fn::Transform: {Name: AWS::Include}'),
    say: 'AWS::Include',
    at: [5, 7],
  },
  { name: 'an include of resources', text: `${one('T')}  Fn::Transform: {Name: X}`, say: 'transform', at: [4, 3] },
  { name: 'a macro', text: `Transform: [AWS::Serverless-2016-10-31, Mine]\n${one('T')}`, say: '`Mine`', at: [1, 1] },
  {
    name: 'a loop over the unknown',
    text: `Parameters: {P: {Type: CommaDelimitedList}}\n${one('T')}  Fn::ForEach::L: [X, !Ref P, {'B\${X}': {Type: T}}]`,
    say: 'loop',
    at: [5, 3],
  },
  { name: 'a loop of a wrong form', text: `${one('T')}  Fn::ForEach::L: [X]`, say: 'loop', at: [4, 3] },
  {
    name: 'depth in JSON',
    text: `{"Resources":{"A":{"Type":"T","Properties":{"It":${repeated('[', 200)}${repeated(']', 200)}}}}}`,
    say: 'nested deeper',
    at: [1, 147],
  },
  {
    name: 'much depth in JSON',
    text: `{"a":${repeated('[', 1e6)}${repeated(']', 1e6)}}`,
    say: 'nested deeper',
    at: [1, 1],
  },
  {
    name: 'depth in YAML',
    text: one('T', `    Properties: {It: ${repeated('[', 5000)}`),
    say: 'nested deeper',
    at: undefined,
  },
  { name: 'many aliases', text: laughs, say: 'aliases, loops or alternatives', at: [1, 1] },
  { name: 'loops in loops', text: `Resources: ${loops(5, '{Type: T}')}`, say: 'aliases, loops', at: [1, 1] },
  { name: 'too many parts of YAML', text: `a: [${repeated('x,', 1_000_001)}]`, say: 'send JSON', at: [1, 1] },
  { name: 'too much YAML', text: `a: ${repeated('x', 8_000_001)}`, say: 'send JSON', at: [1, 1] },
])('of $name it is said what is wrong, and where', ({ text, say, at, file = 'a.template' }) => {
  const started = performance.now();
  const { unread } = readTemplate(text, { file });
  const [found] = unread.filter(({ because }) => because.includes(say));
  expect(found, JSON.stringify(unread.slice(0, 3))).toBeDefined();
  expect(found?.file).toBe(file);
  if (at) expect([found?.line, found?.column]).toEqual(at);
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('a key that stands twice is found whatever strings hold', () => {
  const text = String.raw`{"Resources":{"A":{"Type":"T","Properties":{"x":"\\","k":":","k":1}}}}`;
  const { unread } = readTemplate(text, { file: 'a.json' });
  expect(unread.map(({ pointer }) => pointer)).toEqual(['/Resources/A/Properties/k']);
  const once = text.replace('"k":1', '"l":1');
  expect(readTemplate(once, { file: 'a.json' }).unread).toEqual([]);
});

test('conditions may depend on one another in a long chain or a circle, and are then not known', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, n) => [`C${n}`, { 'Fn::Not': [{ Condition: `C${n + 1}` }] }]),
  );
  const Conditions = {
    ...chain,
    C20000: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] },
    Round: { 'Fn::Not': [{ Condition: 'Round' }] },
  };
  const Resources = {
    A: { Type: 'T', Condition: 'C0', Properties: { x: { 'Fn::If': ['C1', 1, 2] } } },
    B: { Type: 'T', Condition: 'Round' },
  };
  const { resources } = readTemplate(JSON.stringify({ Conditions, Resources }), { file: 'a.json' });
  expect(resources.map(({ perhaps }) => perhaps)).toEqual([
    expect.stringContaining('more than 200 conditions'),
    expect.stringContaining('depends on itself'),
  ]);
});

test('what is wrong in one place does not keep the rest from being read', () => {
  const text = `${one('T', '    Properties: {It: !What x, Other: 1}')}\n  B: {}\n  C: {Type: U}\n  C: {Type: V}`;
  const { resources, unread } = readTemplate(text, { file: 'a.yaml' });
  expect(resources.map(({ address, type }) => [address, type])).toEqual([
    ['A', 'T'],
    ['C', 'V'],
  ]);
  expect(listed(resources)).toEqual({ A: { It: '?', Other: 1 }, C: {} });
  expect(unread).toHaveLength(3);
});

test('a text that grows without end is cut off, and says so', () => {
  const text = `Parameters: {P: {Type: String, Default: ${repeated('x', 1_000_000)}}}
Resources: {A: {Type: T, Properties: {It: !Sub '${repeated('${P}', 100_000)}'}}}`;
  const { resources, unread } = readTemplate(text, { file: 'a.yaml' });
  expect(listed(resources)).toEqual({ A: { It: '?' } });
  expect(unread).toHaveLength(1);
});

test('half of a character is no text, and does not come out as one', () => {
  const text = '{"Resources":{"A\\ud800":{"Type":"T\\udfff","Properties":{"It":"x\\ud800"}}}}';
  const [found] = readTemplate(text, { file: 'a.json' }).resources;
  expect([found?.address, found?.type, found?.properties.It]).toEqual(['A\ufffd', 'T\ufffd', 'x\ufffd']);
});

describe('the two formats', () => {
  const json = '\ufeff{"Resources":{"A":{"Type":"T","Properties":{"It":{"Fn::GetAtt":["B","C.D"]}}},"B":{"Type":"U"}}}';
  const short = 'Resources: {A: {Type: T, Properties: {It: !GetAtt B.C.D}}, B: {Type: U}}';
  test.each([
    { name: 'JSON with a mark', text: json, file: 'a.json' },
    { name: 'JSON under another name', text: json, file: 'a.template' },
    { name: 'YAML', text: short, file: 'a.yml' },
    { name: 'JSON as YAML', text: json.slice(1), file: 'a', format: 'yaml' as const },
  ])('$name say the same', ({ text, ...options }) => {
    const { resources, unread } = readTemplate(text, options);
    expect(unread).toEqual([]);
    expect(listed(resources)).toEqual({ A: { It: '<B.C.D>' }, B: {} });
  });
});

test('aliases and merges are what they stand for', () => {
  const text = `
Shared: &shared {Status: on, Region: x}
Resources:
  A: {Type: T, Properties: {<<: *shared, Region: y, It: *shared}}
  B: {Type: T, Properties: {<<: [{a: 1}, {a: 2, b: 2}]}}`;
  expect(listed(readTemplate(text, { file: 'a.yaml' }).resources)).toEqual({
    A: { Status: 'on', Region: 'y', It: { Status: 'on', Region: 'x' } },
    B: { a: 1, b: 2 },
  });
});

test('loops make resources, properties and conditions, and say where from', () => {
  const text = `
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'Red,Blue'}}
Resources:
  Fn::ForEach::Buckets:
    - Name
    - !Ref Names
    - Bucket\${Name}:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Sub 'b-\${Name}-\${AWS::Region}'
          Other: !Ref Name
          Next: !GetAtt [!Sub 'Bucket\${Name}', Arn]
          Fn::ForEach::Inner: [I, [1, 2], {'k&{I}': !Ref I}]`;
  const { resources, unread } = readTemplate(text, { file: 'a.yaml', region: 'r' });
  expect(unread).toEqual([]);
  expect(listed(resources)).toEqual({
    BucketRed: { BucketName: 'b-Red-r', Other: 'Red', Next: '<BucketRed.Arn>', k1: '1', k2: '2' },
    BucketBlue: { BucketName: 'b-Blue-r', Other: 'Blue', Next: '<BucketBlue.Arn>', k1: '1', k2: '2' },
  });
  expect(resources[0]?.at.pointer).toBe('/Resources/Fn::ForEach::Buckets/2/Bucket${Name}');
});

test('two resources of one name that loops make are said to be two', () => {
  const text = "Resources: {Fn::ForEach::L: [X, [a, b], {Same: {Type: 'T${X}'}}]}";
  const { resources, unread } = readTemplate(text, { file: 'a.yaml' });
  expect(resources.map(({ type }) => type)).toEqual(['Tb']);
  expect(unread.map(({ because }) => because)).toEqual([expect.stringContaining('made twice')]);
});

test('properties may stand in a condition as a whole', () => {
  const text = `
Parameters: {P: {Type: String}}
Conditions: {C: !Equals [!Ref P, a]}
Resources:
  A: {Type: T, Properties: !If [C, {x: 1, y: 2}, {x: 1, z: 3}]}
  B: {Type: T, Properties: !Ref AWS::NoValue}
  D: {Type: T, Properties: !Ref P}`;
  const { resources, unread } = readTemplate(text, { file: 'a.yaml' });
  expect(listed(resources)).toEqual({
    A: { x: 1, y: { either: [2, 'absent'] }, z: { either: ['absent', 3] } },
    B: {},
    D: {},
  });
  expect(unread.map(({ pointer }) => pointer)).toEqual(['/Resources/D/Properties']);
});

describe('SAM', () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 5
    Layers: [shared]
    Environment: {Variables: {A: global, REGION: ap-south-1}}
    Role: !Ref Shared
  Api: {EndpointConfiguration: REGIONAL}
Resources:
  Shared: {Type: AWS::IAM::Role}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 9
      Layers: [own]
      Environment: {Variables: {A: own}}
      Role: !GetAtt Shared.Arn
      Events:
        Get: {Type: Api, Properties: {Path: /}}
        Other: {Type: HttpApi, Properties: {ApiId: x}}
  Plain: {Type: AWS::Lambda::Function, Properties: {Timeout: 1}}`;

  test('globals are merged into the resources of their kind, and implied APIs are there', () => {
    const { resources, unread } = readTemplate(text, { file: 'a.yaml' });
    expect(unread).toEqual([]);
    const { F, ...others } = listed(resources);
    expect(F).toMatchObject({
      Timeout: 9,
      Layers: ['shared', 'own'],
      Environment: { Variables: { A: 'own', REGION: 'ap-south-1' } },
      Role: '<Shared.Arn>',
    });
    expect(others).toEqual({
      Shared: {},
      Plain: { Timeout: 1 },
      ServerlessRestApi: { EndpointConfiguration: 'REGIONAL' },
    });
    expect(resources.at(-1)).toMatchObject({ type: 'AWS::Serverless::Api', at: { pointer: '/Resources/F' } });
  });
});

test('the order in which a template is written changes nothing', () => {
  const template = {
    Parameters: { P: { Type: 'String', AllowedValues: ['a', 'b'] } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'a'] }, D: { 'Fn::Not': [{ Condition: 'C' }] } },
    Resources: {
      A: { Type: 'T', Condition: 'D', Properties: { x: { 'Fn::If': ['C', 1, 2] }, y: { Ref: 'B' } } },
      B: { Type: 'U', Properties: { x: { 'Fn::If': ['D', 1, { Ref: 'P' }] } } },
    },
  };
  const reversed = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value;
  const read = (text: string) =>
    readTemplate(text, { file: 'a.json' })
      .resources.map((one) => ({ ...one, properties: shown(one.properties) }))
      .toSorted((one, other) => (one.address < other.address ? -1 : 1));
  expect(read(JSON.stringify(template, reversed))).toEqual(read(JSON.stringify(template)));
  expect(listed(readTemplate(JSON.stringify(template), { file: 'a.json' }).resources).A).toEqual({ x: 2, y: '<B>' });
});
