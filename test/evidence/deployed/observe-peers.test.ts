import { describe, expect, test } from 'vitest';
import { Later, type Value } from '../../../shared/evidence/deployed/resource.ts';
import { cfn, google, observed, seen } from './deployments.ts';

const replicating = (bucket: string | Later) => ({
  ReplicationConfiguration: { Rules: [{ Destination: { Bucket: bucket } }] },
});

/** Mistakes that scanners of others make (anchors/peers.md, section 0): each is a way to leave India unseen. */
describe('mistakes of others', () => {
  test('a bucket without a copy is in India; one with a copy elsewhere is not: not the other way round', () => {
    expect(seen([cfn('Kyc', 'AWS::S3::Bucket')])).toEqual(['store aws/ap-south-1 configuration']);
    const abroad = cfn('Copy', 'AWS::S3::Bucket', { BucketName: 'copy' }, { region: 'us-east-1' });
    expect(seen([cfn('Kyc', 'AWS::S3::Bucket', replicating('arn:aws:s3:::copy')), abroad])).toEqual([
      'replicate aws/us-east-1 configuration',
      'store aws/ap-south-1 configuration',
    ]);
  });

  test.each(['kyc-us-east-1', 'arn:aws:s3:::kyc-us-east-1', 'kyc-ap-south-1', 'arn:aws:s3:::kyc.ap-south-1'])(
    'a bucket that is called `%s` is nowhere by its name',
    (bucket) => {
      const [line = '', ...others] = seen([cfn('Kyc', 'AWS::S3::Bucket', replicating(bucket))]);
      expect(line).toMatch(/^replicate aws: unknown region .* hint$/);
      expect(others).toEqual(['store aws/ap-south-1 configuration']);
    },
  );

  test('an empty list of regions allows none: it is no replica, and the topic without a list is everywhere', () => {
    const topic = (policy?: { allowed_persistence_regions: string[] }) =>
      seen([google('t', 'google_pubsub_topic', policy ? { message_storage_policy: [policy] } : {})]);
    expect(topic({ allowed_persistence_regions: ['asia-south1'] })).toEqual(['store gcp/asia-south1 configuration']);
    expect(topic({ allowed_persistence_regions: [] })).toEqual(topic());
    expect(topic()[0]).toMatch(/^store gcp: any region .* hint$/);
  });

  test('what is not understood is not passed over: it has its region, and is counted', () => {
    const strange = cfn('X', 'AWS::New::Store', { Copies: ['us-east-1'] }, { region: 'us-east-1' });
    const { placements, coverage } = observed([strange, cfn('Y', 'AWS::New::Store')]);
    expect(placements.map(({ activity, place }) => `${activity} ${place}`)).toEqual([
      'store aws/us-east-1',
      'store aws/ap-south-1',
    ]);
    expect(coverage).toMatchObject({
      resources: 2,
      understood: 0,
      notUnderstood: [{ platform: 'cloudformation', type: 'AWS::New::Store', count: 2 }],
    });
    expect(coverage.cannotShow.length).toBeGreaterThan(3);
  });

  test('a place abroad in what is not understood is a doubt, and one in India is none', () => {
    const seen = (properties: Record<string, Value>) =>
      observed([cfn('X', 'AWS::New::Store', properties)]).placements.map(
        ({ place, certainty, at }) => `${place} ${certainty} ${at.pointer}`,
      );
    const own = seen({});
    expect(seen({ Copies: ['ap-south-2'], Name: 'x' })).toEqual(own);
    expect(seen({ Copies: ['ap-south-1', 'eu-west-1'] })).toEqual([
      ...own,
      expect.stringMatching(/^aws\/eu-west-1 hint .*\/Copies\/1$/),
    ]);
    expect(seen({ To: { Arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/x' } })).toEqual([
      ...own,
      expect.stringMatching(/^aws\/us-east-1 hint /),
    ]);
  });

  test.each([
    {
      region: new Later('parameter `Region` has no default'),
      place: 'aws: unknown region (parameter `Region` has no default)',
    },
    { region: '', place: 'aws: unknown region (no region is given)' },
    { region: 'ap-south-9', place: 'aws/ap-south-9' },
    { region: '__proto__', place: 'aws: `__proto__`' },
    { region: 'IN', place: 'aws/in' },
  ])('a region that nobody knows is no region: $place', ({ region, place }) => {
    expect(seen([cfn('Kyc', 'AWS::S3::Bucket', {}, { region })])).toEqual([`store ${place} hint`]);
  });

  test.each([
    ['global.anthropic.claude-sonnet-4-20250514-v1:0', 'aws/bedrock.global'],
    ['apac.amazon.nova-lite-v1:0', 'aws/bedrock.apac'],
    ['us.meta.llama3-1-8b-instruct-v1:0', 'aws/bedrock.us'],
    [
      'arn:aws:bedrock:ap-south-1:123456789012:inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0',
      'aws/bedrock.global',
    ],
    ['arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0', 'aws/us-east-1'],
  ])('an agent in Mumbai that calls `%s` runs at %s', (FoundationModel, place) => {
    expect(seen([cfn('Agent', 'AWS::Bedrock::Agent', { FoundationModel })])).toContain(
      `process ${place} configuration`,
    );
  });

  test.each(['anthropic.claude-3-haiku-20240307-v1:0', 'amazon.nova-lite-v1:0'])(
    'a model without a route, `%s`, runs where it is called',
    (FoundationModel) => {
      expect(seen([cfn('Agent', 'AWS::Bedrock::Agent', { FoundationModel })])).toEqual([
        'process aws/ap-south-1 configuration',
      ]);
    },
  );

  test('a profile behind an Indian region is seen in an environment and in a state machine too', () => {
    const Variables = { MODEL_ID: 'apac.anthropic.claude-3-5-sonnet-20240620-v1:0' };
    expect(seen([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables } })])).toContain(
      'process aws/bedrock.apac hint',
    );
    const MODEL = 'arn:aws:bedrock:ap-south-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0';
    expect(seen([cfn('F', 'AWS::Lambda::Function', { Environment: { Variables: { MODEL } } })])).toEqual([
      'process aws/ap-south-1 configuration',
      'process aws/bedrock.us hint',
    ]);
    const DefinitionString =
      '{"ModelId":"arn:aws:bedrock:ap-south-1:1:inference-profile/global.amazon.nova-2-lite-v1:0"}';
    expect(seen([cfn('M', 'AWS::StepFunctions::StateMachine', { DefinitionString })])).toContain(
      'process aws/bedrock.global hint',
    );
  });
});
