import { stringify } from 'yaml';
import { audit } from '../../shared/audit/audit.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { readTemplate } from '../../shared/evidence/deployed/cloudformation/read-template.ts';
import { observe } from '../../shared/evidence/deployed/observe/observe.ts';
import { toEvidence } from '../../shared/evidence/deployed/to-evidence.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { answered } from './declarations.ts';
import { median } from './median.ts';

/**
 * Milliseconds from the text of a template to the digest of the audit with all packs, in process: the median of seven,
 * after one to warm up. `growth` is how many times longer ten times the resources take.
 */
export function deployedTimes() {
  const { registry, policy } = releaseRulebook();
  const asset = Object.keys(answered.data)[0] ?? '';
  const declared = JSON.stringify({ ...answered, resources: { [asset]: ['*'] } });
  const reading = declarationReader(policy.facts)(declared, 'json');
  const time = (source: string) => {
    const run = () => {
      const observation = observe(readTemplate(source, { file: 't', region: 'ap-south-1' }), { registry });
      const evidence = toEvidence(observation, reading.declaration, '0'.repeat(64));
      audit({ ...reading, evidence, registry, policy, asOf: '2026-11-22' });
    };
    run();
    return median(
      Array.from({ length: 7 }, () => {
        const start = performance.now();
        run();
        return performance.now() - start;
      }),
    );
  };
  const json = time(JSON.stringify(template(500)));
  const most = 2_000;
  return {
    json,
    yaml: time(stringify(template(500))),
    growth: time(JSON.stringify(template(most))) / json,
    times: most / 500,
  };
}

/** A template of so many resources: buckets with keys and logs, tables, functions, queues and log groups. */
function template(count: number) {
  const makers = [
    (n: number) => ({
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: `bucket-${n}`,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
        LoggingConfiguration: { DestinationBucketName: { Ref: 'R0' } },
      },
    }),
    (n: number) => ({
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { TableName: `table-${n}`, Replicas: [{ Region: 'ap-south-1' }, { Region: 'ap-south-2' }] },
    }),
    (n: number) => ({
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: { 'Fn::Sub': `\${AWS::StackName}-${n}` },
        Environment: { Variables: { BUCKET: { Ref: 'R0' }, TABLE: { 'Fn::GetAtt': ['R1', 'Arn'] } } },
      },
    }),
    (n: number) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: `queue-${n}` } }),
    (n: number) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/log/${n}`, RetentionInDays: 180 } }),
  ];
  const resources = Array.from({ length: count }, (_, n) => [`R${n}`, makers[n % makers.length]?.(n)] as const);
  return { Resources: Object.fromEntries(resources) };
}
