import { describe, expect, test } from 'vitest';
import { pathWithin } from '../../../shared/evidence/deployed/assembly/folder.ts';
import { readAssembly } from '../../../shared/evidence/deployed/assembly/read-assembly.ts';
import { Later } from '../../../shared/evidence/deployed/resource.ts';
import { listed, shown } from './written.ts';

type Written = Readonly<Record<string, unknown>>;

const stack = (region: string, templateFile: string, more: Written = {}) => ({
  type: 'aws:cloudformation:stack',
  environment: `aws://123456789012/${region}`,
  properties: { templateFile, ...more },
});

const bucket = (Properties: Written = {}) => ({ Type: 'AWS::S3::Bucket', Properties });

/** An assembly of these files; whatever else is asked for is remembered. */
function read(artifacts: Written, files: Readonly<Record<string, unknown>> = {}, manifest: Written = {}) {
  const asked: string[] = [];
  const all: Readonly<Record<string, unknown>> = {
    'manifest.json': { version: '54.0.0', artifacts, ...manifest },
    ...files,
  };
  const deployment = readAssembly((path) => {
    asked.push(path);
    const file = Object.hasOwn(all, path) ? all[path] : undefined;
    return typeof file === 'string' || file === undefined ? file : JSON.stringify(file);
  });
  return { ...deployment, asked };
}

test('each stack is read with its own region, tags and parameters', () => {
  const { resources, unread } = read(
    {
      Here: stack('ap-south-1', 'Here.json', {
        tags: { team: 'pay', own: 'stack' },
        parameters: { P: 'given' },
        stackName: 'N',
      }),
      There: stack('us-east-1', 'There.json'),
      Loose: { ...stack('x', 'There.json'), environment: 'aws://unknown-account/unknown-region' },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
    {
      'Here.json': {
        Parameters: { P: { Type: 'String' } },
        Resources: {
          A: bucket({
            Tags: [{ Key: 'own', Value: 'resource' }],
            It: [{ Ref: 'P' }, { Ref: 'AWS::AccountId' }, { Ref: 'AWS::StackName' }],
          }),
        },
      },
      'There.json': {
        Resources: { B: { ...bucket({ It: { Ref: 'AWS::Region' } }), Metadata: { 'aws:cdk:path': 'T/B' } } },
      },
    },
  );
  expect(unread).toEqual([]);
  expect(resources.map(({ address, region }) => [address, region instanceof Later ? '?' : region])).toEqual([
    ['Here/A', 'ap-south-1'],
    ['There/B', 'us-east-1'],
    ['Loose/B', '?'],
  ]);
  expect(resources[0]?.tags).toEqual({ team: 'pay', own: 'resource' });
  expect(shown(resources[0]?.properties.It)).toEqual(['given', '123456789012', 'N']);
  expect(listed(resources)).toMatchObject({ 'There/B': { It: 'us-east-1' }, 'Loose/B': { It: '?' } });
  expect(resources[1]).toMatchObject({ construct: 'T/B', at: { file: 'There.json', pointer: '/Resources/B' } });
});

test('a stack that names no environment is where the caller says', () => {
  const loose = { ...stack('x', 'A.json'), environment: 'aws://unknown-account/unknown-region' };
  const manifest = {
    version: '1.0.0',
    artifacts: { Loose: loose, Here: stack('ap-south-2', 'A.json'), Empty: stack('r', 'E.json') },
  };
  const files: Record<string, unknown> = {
    'manifest.json': manifest,
    'A.json': { Resources: { X: bucket({ It: { Ref: 'AWS::Region' } }) } },
    'E.json': { Rules: {} },
  };
  const { resources, unread } = readAssembly((path) => JSON.stringify(files[path]), { region: 'ap-south-1' });
  expect(unread).toEqual([]);
  expect(resources.map(({ region, properties }) => [region, properties.It])).toEqual([
    ['ap-south-1', 'ap-south-1'],
    ['ap-south-2', 'ap-south-2'],
  ]);
});

test('stages are read, with paths from their own folder', () => {
  const { resources, unread } = read(
    { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } }, A: stack('r', 'A.json') },
    {
      'A.json': { Resources: { X: bucket() } },
      'assembly-Prod/manifest.json': { version: '54.0.0', artifacts: { A: stack('ap-south-2', 'A.json') } },
      'assembly-Prod/A.json': { Resources: { X: bucket() } },
    },
  );
  expect(unread).toEqual([]);
  expect(resources.map(({ address, at }) => [address, at.file])).toEqual([
    ['assembly-Prod/A/X', 'assembly-Prod/A.json'],
    ['A/X', 'A.json'],
  ]);
});

const nested = (more: Written = {}) => ({ Type: 'AWS::CloudFormation::Stack', ...more });

test('nested stacks are read, and what goes in and comes out is followed', () => {
  const url = {
    'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::URLSuffix' }, '/assets-', { Ref: 'AWS::AccountId' }, '/abc.json']],
  };
  const { resources, unread } = read(
    {
      S: { ...stack('ap-south-1', 'S.json') },
      'S.assets': { type: 'cdk:asset-manifest', properties: { file: 'S.assets.json' } },
    },
    {
      'S.assets.json': {
        files: { abc: { source: { path: 'Two.json' }, destinations: { d: { objectKey: 'abc.json' } } } },
      },
      'S.json': {
        Conditions: { C: { 'Fn::Equals': [{ Ref: 'Nobody' }, 'x'] } },
        Resources: {
          Home: bucket(),
          One: nested({
            Metadata: { 'aws:asset:path': 'One.json', 'aws:asset:property': 'TemplateURL' },
            Properties: { Parameters: { Target: { 'Fn::GetAtt': ['Two', 'Outputs.Arn'] }, Home: { Ref: 'Home' } } },
          }),
          Two: nested({ Condition: 'C', Properties: { TemplateURL: url } }),
          Three: nested({ Properties: { TemplateURL: 'https://example.in/elsewhere.json' } }),
          Last: bucket({
            It: { 'Fn::GetAtt': ['One', 'Outputs.Through'] },
            No: { 'Fn::GetAtt': ['One', 'Outputs.No'] },
          }),
        },
      },
      'One.json': {
        Parameters: { Target: { Type: 'String' }, Home: { Type: 'String' } },
        Resources: { In: bucket({ To: { Ref: 'Target' }, From: { Ref: 'Home' } }) },
        Outputs: { Through: { Value: { 'Fn::Join': ['', ['x-', { Ref: 'Home' }]] } } },
      },
      'Two.json': { Resources: { Copy: bucket() }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Copy', 'Arn'] } } } },
    },
  );
  expect(listed(resources)).toMatchObject({
    'S/One/In': { To: '<S/Two/Copy.Arn>', From: '<S/Home>' },
    'S/Two/Copy': {},
    'S/Last': { It: 'x-<S/Home>', No: '<S/One.Outputs.No>' },
  });
  expect(resources.find(({ address }) => address === 'S/Two/Copy')?.perhaps).toContain('condition `C`');
  expect(unread.map(({ file, pointer }) => [file, pointer])).toEqual([['S.json', '/Resources/Three']]);
});

test('what one stack takes from another is followed, in its own environment only', () => {
  const imports = { Resources: { It: bucket({ From: { 'Fn::ImportValue': 'Bucket' } }) } };
  const { resources } = read(
    {
      Takes: stack('ap-south-1', 'Takes.json'),
      Gives: stack('ap-south-1', 'Gives.json'),
      Abroad: stack('us-east-1', 'Takes.json'),
      Writes: stack('us-east-1', 'Writes.json'),
      Reads: stack('ap-south-1', 'Reads.json'),
    },
    {
      'Takes.json': imports,
      'Gives.json': {
        Resources: { B: bucket() },
        Outputs: { O: { Value: { Ref: 'B' }, Export: { Name: { 'Fn::Sub': 'Bucket' } } } },
      },
      'Writes.json': {
        Resources: {
          B: bucket(),
          W: {
            Type: 'Custom::CrossRegionExportWriter',
            Properties: {
              WriterProps: { region: 'ap-south-1', exports: { '/cdk/x': { 'Fn::GetAtt': ['B', 'Arn'] } } },
            },
          },
        },
      },
      'Reads.json': {
        Resources: {
          R: { Type: 'Custom::CrossRegionExportReader', Properties: { ReaderProps: { region: 'ap-south-1' } } },
          It: bucket({
            Written: { 'Fn::GetAtt': ['R', '/cdk/x'] },
            Not: { 'Fn::GetAtt': ['R', '/cdk/y'] },
            Output: { 'Fn::GetStackOutput': { StackName: 'Gives', OutputName: 'O' } },
            Elsewhere: { 'Fn::GetStackOutput': { StackName: 'Gives', OutputName: 'O', Region: 'us-east-1' } },
          }),
        },
      },
    },
  );
  expect(listed(resources)).toMatchObject({
    'Takes/It': { From: '<Gives/B>' },
    'Abroad/It': { From: '?' },
    'Reads/It': { Written: '<Writes/B.Arn>', Not: '<Reads/R./cdk/y>', Output: '<Gives/B>', Elsewhere: '?' },
  });
});

test('stacks that take from one another in a circle come to nothing', () => {
  const circle = (from: string, to: string) => ({
    Resources: { A: bucket({ It: { 'Fn::ImportValue': from } }) },
    Outputs: {
      O: {
        Value: { 'Fn::Join': ['', [{ 'Fn::ImportValue': from }, { 'Fn::ImportValue': from }]] },
        Export: { Name: to },
      },
    },
  });
  const { resources, unread } = read(
    { A: stack('r', 'A.json'), B: stack('r', 'B.json'), C: stack('r', 'C.json') },
    {
      'A.json': circle('b', 'a'),
      'B.json': circle('a', 'b'),
      'C.json': { Resources: { N: nested({ Metadata: { 'aws:asset:path': 'C.json' } }) } },
    },
  );
  expect(resources.map(({ address }) => address)).toEqual(['A/A', 'B/A', 'C/N']);
  expect(resources.slice(0, 2).map(({ properties }) => properties.It)).toEqual([expect.any(Later), expect.any(Later)]);
  expect(unread.map(({ pointer }) => pointer)).toEqual(['/Resources/N']);
});

describe('calls that the CDK writes as text', () => {
  const call = (text: unknown) => {
    const { resources } = read(
      { S: stack('ap-south-1', 'S.json') },
      { 'S.json': { Resources: { B: bucket(), C: { Type: 'Custom::AWS', Properties: { Create: text } } } } },
    );
    return shown(resources[1]?.properties.Create);
  };
  const parts = (...all: unknown[]) => ({ 'Fn::Join': ['', all] });
  test.each([
    { name: 'plain', text: '{"region":"eu-west-1"}', want: { region: 'eu-west-1' } },
    {
      name: 'joined',
      text: parts('{"a":"x-', { Ref: 'B' }, '","region":"eu-west-1"}'),
      want: { a: 'x-<S/B>', region: 'eu-west-1' },
    },
    { name: 'with a whole part', text: parts('{"a":"', { Ref: 'B' }, '"}'), want: { a: '<S/B>' } },
    { name: 'with a part outside quotes', text: parts('{"a":', { Ref: 'B' }, '}'), want: '{"a":<S/B>}' },
    { name: 'no JSON', text: '{region', want: '{region' },
    { name: 'a prototype', text: '{"__proto__":{"region":"x"}}', want: JSON.parse('{"__proto__":{"region":"x"}}') },
    { name: 'a mark of ours', text: '{"a":"\ue0000\ue000"}', want: '{"a":"\ue0000\ue000"}' },
    { name: 'an object already', text: { region: 'x' }, want: { region: 'x' } },
  ])('$name', ({ text, want }) => {
    expect(call(text)).toEqual(want);
  });
});

test.each([
  { name: 'no files', artifacts: undefined, say: 'map of `artifacts`', pointer: '' },
  { name: 'no version', artifacts: {}, manifest: { version: undefined }, say: '`version`', pointer: '/version' },
  {
    name: 'no template',
    artifacts: { A: stack('r', 'A.json') },
    say: 'there is no `A.json`',
    pointer: '/artifacts/A/properties/templateFile',
  },
  {
    name: 'a template outside',
    artifacts: { A: stack('r', '../../etc/passwd') },
    say: 'no file of this assembly',
    pointer: '/artifacts/A/properties/templateFile',
  },
  {
    name: 'an absolute template',
    artifacts: { A: stack('r', '/etc/passwd') },
    say: 'no file of this assembly',
    pointer: '/artifacts/A/properties/templateFile',
  },
  {
    name: 'a stage outside',
    artifacts: { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } } },
    say: 'no folder of this assembly',
    pointer: '/artifacts/A/properties/directoryName',
  },
  {
    name: 'a stage that is not there',
    artifacts: { A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'x' } } },
    say: 'x/manifest.json',
    pointer: '/artifacts/A',
  },
  {
    name: 'a type nobody knows',
    artifacts: { A: { type: 'terraform:plan' } },
    say: 'terraform:plan',
    pointer: '/artifacts/A',
  },
  { name: 'no type', artifacts: { A: 1 }, say: 'undefined', pointer: '/artifacts/A' },
])('of an assembly with $name it is said what is wrong', ({ artifacts, manifest, say, pointer }) => {
  const { unread, asked } = read(artifacts ?? {}, {}, { ...(artifacts === undefined && { artifacts }), ...manifest });
  expect(unread).toEqual([
    expect.objectContaining({ file: 'manifest.json', pointer, because: expect.stringContaining(say), line: 1 }),
  ]);
  expect(asked.filter((path) => /^\/|\.\./.test(path))).toEqual([]);
});

test('a folder that is no assembly is one thing unread', () => {
  expect(readAssembly(() => undefined)).toEqual({
    resources: [],
    unread: [{ file: 'manifest.json', pointer: '', because: expect.stringContaining('cdk synth') }],
  });
  expect(readAssembly(() => '{').unread).toEqual([
    expect.objectContaining({ because: expect.stringContaining('not JSON') }),
  ]);
});

test('an assembly within itself, and a template of several stacks, are read once', () => {
  const { resources, unread, asked } = read(
    { In: { type: 'cdk:cloud-assembly', properties: { directoryName: 'in' } } },
    {
      'in/manifest.json': {
        version: '54.0.0',
        artifacts: {
          Me: { type: 'cdk:cloud-assembly', properties: { directoryName: '../in' } },
          A: stack('r', 'A.json'),
          B: stack('s', 'A.json'),
        },
      },
      'in/A.json': { Resources: { X: bucket(), Y: {} } },
    },
  );
  expect(resources.map(({ address }) => address)).toEqual(['A/X', 'B/X']);
  expect(unread.map(({ pointer }) => pointer)).toEqual(['/Resources/Y']);
  expect(asked).toEqual(['manifest.json', 'in/manifest.json', 'in/A.json']);
});

test.each([
  ['', 'a.json', 'a.json'],
  ['a/b', '../c.json', 'a/c.json'],
  ['a', './b//c', 'a/b/c'],
  ['a', '../../c', undefined],
  ['', '..', undefined],
  ['', '.', undefined],
  ['', '', undefined],
  ['', '/etc/passwd', undefined],
  ['', 'C:\\x', undefined],
  ['', 'c:x', undefined],
  ['', '..\\x', undefined],
  ['', '~/x', undefined],
  ['', 'a\0b', undefined],
  ['a', 'b/../../a/c', 'a/c'],
])('in %j the name %j is %j', (folder, name, want) => {
  expect(pathWithin(folder, name)).toBe(want);
});
