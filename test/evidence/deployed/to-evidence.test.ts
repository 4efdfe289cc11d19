import { describe, expect, test } from 'vitest';
import { matches } from '../../../shared/evidence/deployed/mapping.ts';
import { Reference, type Resource } from '../../../shared/evidence/deployed/resource.ts';
import { toEvidence } from '../../../shared/evidence/deployed/to-evidence.ts';
import { SentEvidence } from '../../../shared/evidence/evidence.ts';
import { aws, cfn, observed } from './deployments.ts';

const sha256 = 'a'.repeat(64);
const evidence = (resources: readonly Resource[], mapping = {}) => toEvidence(observed(resources), mapping, sha256);

/** What is said of assets: `kyc store aws/ap-south-1`. */
const said = (resources: readonly Resource[], mapping = {}) =>
  Object.values(evidence(resources, mapping)).flatMap(({ placements }) =>
    placements.map(({ asset = '?', activity, place }) => `${asset} ${activity} ${place}`),
  );

describe('evidence for the engine', () => {
  test('is one piece of configuration and one of hints, which a request takes', () => {
    const made = evidence([
      cfn('F', 'AWS::Lambda::Function', { Environment: { Variables: { PEER: 'us-east-1' } } }),
      cfn('B', 'AWS::S3::Bucket', {}, { tags: { 'nivas:asset': 'kyc' } }),
    ]);
    expect(SentEvidence.parse(made)).toEqual({
      deployed: {
        kind: 'observed',
        certainty: 'configuration',
        sha256,
        placements: [
          {
            resource: 'Pay/B',
            asset: 'kyc',
            activity: 'store',
            place: 'aws/ap-south-1',
            at: 'deployed.json#/Resources/B',
          },
          { resource: 'Pay/F', activity: 'process', place: 'aws/ap-south-1', at: 'deployed.json#/Resources/F' },
        ],
      },
      'deployed-hints': {
        kind: 'observed',
        certainty: 'hint',
        sha256,
        placements: [
          {
            resource: 'Pay/F',
            activity: 'process',
            place: 'aws/us-east-1',
            at: 'deployed.json#/Resources/F/Properties/Environment/Variables/PEER',
          },
        ],
      },
    });
  });

  test('of several originals has keys of their own', () => {
    const made = toEvidence(observed([cfn('B', 'AWS::S3::Bucket')]), {}, sha256, 'pay-stack');
    expect(Object.keys(SentEvidence.parse(made))).toEqual(['pay-stack']);
  });

  test('of nothing is nothing', () => {
    expect(evidence([])).toEqual({});
  });

  test('is cut where a template has names of any length, and is still evidence', () => {
    const long = 'x'.repeat(2_000);
    const made = evidence([cfn('B', 'AWS::S3::Bucket', {}, { address: long, region: long })]);
    expect(SentEvidence.safeParse(made).success).toBe(true);
  });

  test('is refused when it is more than an audit takes: nothing is left out', () => {
    const many = Array.from({ length: 5_001 }, (_, index) => cfn(`B${index}`, 'AWS::S3::Bucket'));
    expect(() => evidence(many)).toThrowError(expect.objectContaining({ code: 'request_invalid' }));
  });
});

describe('resources are mapped to assets', () => {
  const tagged = (asset: string) => cfn('B', 'AWS::S3::Bucket', {}, { tags: { 'nivas:asset': asset } });
  test.each([
    { name: 'by nobody', resources: [cfn('B', 'AWS::S3::Bucket')], mapping: {}, want: ['? store aws/ap-south-1'] },
    { name: 'by a tag', resources: [tagged('kyc')], mapping: {}, want: ['kyc store aws/ap-south-1'] },
    {
      name: 'by a tag with two assets',
      resources: [tagged('videos kyc')],
      mapping: {},
      want: ['kyc store aws/ap-south-1', 'videos store aws/ap-south-1'],
    },
    { name: 'by a tag that is no key', resources: [tagged('<kyc>')], mapping: {}, want: ['? store aws/ap-south-1'] },
    { name: 'by a tag that is empty', resources: [tagged('')], mapping: {}, want: ['? store aws/ap-south-1'] },
    {
      name: 'by a pattern',
      resources: [cfn('B', 'AWS::S3::Bucket')],
      mapping: { resources: { kyc: ['Pay/*'], videos: ['Media/*'] } },
      want: ['kyc store aws/ap-south-1'],
    },
    {
      name: 'by a tag and by a pattern: both count',
      resources: [tagged('kyc')],
      mapping: { resources: { videos: ['*'] } },
      want: ['kyc store aws/ap-south-1', 'videos store aws/ap-south-1'],
    },
  ])('$name', ({ resources, mapping, want }) => {
    expect(said(resources, mapping)).toEqual(want);
  });

  test('what acts for a resource is about its data: the replication of a bucket that is tagged', () => {
    const bucket = aws('kyc', 'aws_s3_bucket', {}, { tags: { 'nivas:asset': 'kyc' } });
    const copy = aws('r', 'aws_s3_bucket_replication_configuration', {
      bucket: new Reference('aws_s3_bucket.kyc', 'id'),
      rule: [{ destination: [{ bucket: new Reference('aws_s3_bucket.dr', 'arn') }] }],
    });
    const dr = aws('dr', 'aws_s3_bucket', {}, { region: 'us-east-1' });
    expect(said([bucket, copy, dr])).toContain('kyc replicate aws/us-east-1');
  });
});

test.each([
  { pattern: 'Pay/B', address: 'Pay/B', want: true },
  { pattern: 'Pay/B', address: 'Pay/Bx', want: false },
  { pattern: '', address: '', want: true },
  { pattern: '*', address: '', want: true },
  { pattern: '*', address: 'anything', want: true },
  { pattern: 'module.a.*', address: 'module.a.aws_s3_bucket.b["x"]', want: true },
  { pattern: 'module.a.*', address: 'moduleXa.b', want: false },
  { pattern: '*bucket*["x"]', address: 'module.a.aws_s3_bucket.b["x"]', want: true },
  { pattern: 'ab*ba', address: 'aba', want: false },
  { pattern: 'a*b*c', address: 'aXbYc', want: true },
  { pattern: 'a*b*c', address: 'aXcYb', want: false },
  { pattern: 'a**', address: 'a', want: true },
  { pattern: '(a+)+$', address: 'aaaa', want: false },
])('`$pattern` means `$address`: $want', ({ pattern, address, want }) => {
  expect(matches(pattern, address)).toBe(want);
});

test('a pattern made to be slow is not slow', () => {
  const from = performance.now();
  expect(matches('*a'.repeat(20_000), 'a'.repeat(19_000))).toBe(false);
  expect(performance.now() - from).toBeLessThan(500);
});
