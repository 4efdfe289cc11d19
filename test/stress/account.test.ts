import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../shared/evidence/deployed/cloudformation/read-template.ts';
import { readPlan } from '../../shared/evidence/deployed/terraform/read-plan.ts';
import { account } from './account.ts';
import { writtenResources } from './written-resources.ts';

const template = `
Conditions: { Never: !Equals [a, b] }
Resources:
  A/b: { Type: "AWS::S3::Bucket" }
  Off: { Type: "AWS::S3::Bucket", Condition: Never }
  NoType: { Properties: {} }
  Fn::ForEach::Each: [Name, [X, Y], { "Q\${Name}": { Type: "AWS::SQS::Queue" } }]
`;
const row = (type: string, provider: string, actions: string[], mode = 'managed') => ({
  address: `${type}.it`,
  mode,
  type,
  name: 'it',
  provider_name: `registry.terraform.io/hashicorp/${provider}`,
  change: { actions, before: {}, after: actions[0] === 'delete' ? null : {} },
});
const plan = JSON.stringify({
  format_version: '1.2',
  planned_values: { root_module: {} },
  resource_changes: [
    row('aws_s3_bucket', 'aws', ['create']),
    row('aws_sqs_queue', 'aws', ['delete']),
    row('aws_region', 'aws', ['read'], 'data'),
    row('random_id', 'random', ['create']),
    row('fastly_service', 'fastly', ['create']),
  ],
});

/** What is written in a text; none of these is other JSON. */
function written(text: string) {
  const found = writtenResources(text);
  if (!Array.isArray(found)) throw new Error('no evidence');
  return found;
}

describe('the account of a corpus', () => {
  const files = [
    { name: 'a template', text: template, read: readTemplate(template, { file: 't' }) },
    { name: 'a plan', text: plan, read: readPlan(plan, { file: 'p' }) },
  ];
  const want = [
    { observed: 2, unread: 1, explained: 1, dropped: [] },
    { observed: 1, unread: 1, explained: 1, dropped: [] },
  ];

  test.each(files.map((file, n) => ({ ...file, want: want[n] })))('says of $name what became of each', (file) => {
    expect(account(written(file.text), file.read)).toEqual(file.want);
  });

  test.each(files)('finds what is dropped of $name', ({ text, read }) => {
    const [first, ...rest] = read.resources;
    const { dropped } = account(written(text), { ...read, resources: rest });
    expect(dropped).toEqual([first?.platform === 'cloudformation' ? first.at.pointer : first?.address]);
  });

  test('a condition that is not written explains nothing', () => {
    const text = 'Resources: { A: { Type: "AWS::S3::Bucket", Condition: Gone } }';
    expect(account(written(text), { resources: [], unread: [] }).dropped).toEqual(['/Resources/A']);
  });

  test('other JSON is no evidence, and what does not parse is counted as nothing written', () => {
    expect(writtenResources('{"a":1}')).toBe('not evidence');
    expect(writtenResources('{"Resources":')).toBeUndefined();
  });
});
