import { describe, expect, test } from 'vitest';
import { audit } from '../../../shared/audit/audit.ts';
import { declarationReader } from '../../../shared/declaration/read.ts';
import { Later, type Resource, type Value } from '../../../shared/evidence/deployed/resource.ts';
import { toEvidence } from '../../../shared/evidence/deployed/to-evidence.ts';
import { releaseRulebook } from '../../../shared/policy/release.ts';
import { cfn, google, observed } from './deployments.ts';

const { registry, policy } = releaseRulebook();
const read = declarationReader(policy.facts);

/** One asset, all in Mumbai, copied nowhere: what its operator says. */
const posted = {
  application: 'Pay',
  operator: { name: 'Pay', country: 'IN' },
  roles: ['company'],
  data: {
    kyc: {
      category: 'user.financial.payment',
      contexts: 'none',
      store: 'aws/ap-south-1',
      process: 'aws/ap-south-1',
      backup: 'aws/ap-south-1',
      none: ['replicate', 'cache', 'log', 'access', 'transfer', 'manage-keys', 'standby'],
    },
  },
  resources: { kyc: ['Pay/*', 'google_*'] },
  complete: ['roles', 'data', 'owners'],
};

/** What `india-only` says of the data, held against what is deployed; it asks for public terms too, of which nothing is said here. */
function judged(...resources: Resource[]) {
  const { declaration } = read(JSON.stringify(posted), 'json');
  const evidence = toEvidence(observed(resources), declaration, 'b'.repeat(64));
  const { packs } = audit({ declaration, evidence, registry, policy, asOf: '2026-11-26', lift: [] });
  const findings = packs.find(({ pack }) => pack === 'india-only')?.findings ?? [];
  const outcomes = findings.flatMap(({ rule, outcome }) => (/terms/.test(rule ?? '') ? [] : [outcome]));
  if (outcomes.includes('fail')) return 'non-compliant';
  return outcomes.includes('unknown') || outcomes.length === 0 ? 'indeterminate' : 'compliant';
}

const bucket = (copyTo?: Value) =>
  cfn(
    'Kyc',
    'AWS::S3::Bucket',
    copyTo === undefined ? {} : { ReplicationConfiguration: { Rules: [{ Destination: { Bucket: copyTo } }] } },
  );
const copy = (region: string | Later) =>
  cfn('Copy', 'AWS::S3::Bucket', { BucketName: 'copy' }, { region, address: 'Other/Copy' });
const agent = (FoundationModel: Value) => cfn('Agent', 'AWS::Bedrock::Agent', { FoundationModel });

describe('a declaration against what is deployed', () => {
  test.each([
    { name: 'what is declared', resources: [bucket()], want: 'compliant' },
    { name: 'a copy abroad', resources: [bucket('arn:aws:s3:::copy'), copy('us-east-1')], want: 'non-compliant' },
    { name: 'a copy that nobody can place', resources: [bucket('arn:aws:s3:::kyc-ap-south-1')], want: 'indeterminate' },
    {
      name: 'a copy to a bucket of a region not yet known',
      resources: [bucket('copy'), copy(new Later('no default'))],
      want: 'indeterminate',
    },
    {
      name: 'a copy that is only known later',
      resources: [bucket(new Later('known after apply'))],
      want: 'indeterminate',
    },
    { name: 'a model in the region', resources: [bucket(), agent('amazon.nova-lite-v1:0')], want: 'compliant' },
    {
      name: 'a model behind a worldwide route',
      resources: [bucket(), agent('global.amazon.nova-2-lite-v1:0')],
      want: 'non-compliant',
    },
    {
      name: 'a model that is only known later',
      resources: [bucket(), agent(new Later('a parameter'))],
      want: 'indeterminate',
    },
    {
      name: 'a data set that says no location',
      resources: [google('d', 'google_bigquery_dataset')],
      want: 'non-compliant',
    },
    {
      name: 'a region that is not given',
      resources: [cfn('Kyc', 'AWS::S3::Bucket', {}, { region: new Later('not given') })],
      want: 'indeterminate',
    },
    {
      name: 'a type that nobody knows, abroad',
      resources: [cfn('X', 'AWS::New::Store', {}, { region: 'us-east-1' })],
      want: 'non-compliant',
    },
    {
      name: 'a bucket of which nobody said what it holds, abroad',
      resources: [bucket(), copy('us-east-1')],
      want: 'indeterminate',
    },
  ])('$name: $want', ({ resources, want }) => {
    expect(judged(...resources)).toBe(want);
  });
});

describe('silence never passes', () => {
  const better = ['compliant', 'indeterminate', 'non-compliant'];
  const hidden = new Later('hidden');
  const whole: readonly Resource[] = [
    bucket('arn:aws:s3:::copy'),
    copy('us-east-1'),
    agent('us.amazon.nova-pro-v1:0'),
    google('d', 'google_bigquery_dataset', { location: 'US' }),
  ];

  test.each(whole.map((resource, index) => ({ name: resource.address, resource, index })))(
    'hiding a property or the region of $name never makes it compliant',
    ({ resource, index }) => {
      const cuts = [
        { ...resource, region: hidden },
        ...Object.keys(resource.properties).map((key) => ({
          ...resource,
          properties: { ...resource.properties, [key]: hidden },
        })),
      ];
      const alone = index === 0 ? [copy('us-east-1')] : [];
      for (const cut of cuts) {
        const before = better.indexOf(String(judged(resource, ...alone)));
        const after = better.indexOf(String(judged(cut, ...alone)));
        expect([before, after], JSON.stringify(cut.properties)).not.toContain(0);
      }
    },
  );
});
