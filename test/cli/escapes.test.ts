import { describe, expect, test } from 'vitest';
import { newFolder, typed, written } from './terminal.ts';

/** All of it in Mumbai, by its operator's word; whatever is deployed holds it. */
const declared = `
application: Chitra
operator: { name: Chitra, country: IN }
owners: none
roles: [ifsc-entity]
data:
  videos:
    category: user.content.video
    contexts: none
    store: aws/ap-south-1
    process: aws/ap-south-1
    backup: aws/ap-south-1
    replicate: aws/ap-south-1
    cache: aws/ap-south-1
    log: aws/ap-south-1
    transfer: aws/ap-south-1
    manage-keys: aws/ap-south-1
    access: IN
    none: [standby]
resources: { videos: ['*'] }
complete: [roles, data, owners, contexts]
`;

/** What the rule of places says of a template or a plan: `pass` only where nothing is open and nothing fails. */
async function places(text: string, name: string): Promise<string> {
  const folder = await newFolder();
  const file = await written(declared, 'residency.yaml', folder);
  const evidence = await written(text, name, folder);
  const { out } = await typed('check', file, '--evidence', evidence, '--region', 'ap-south-1', '--json');
  const { packs }: { packs: { pack: string; findings: { rule: string; outcome: string }[] }[] } = JSON.parse(out);
  const all = packs
    .filter(({ pack }) => pack === 'india-only')
    .flatMap(({ findings }) =>
      findings.filter(({ rule }) => /^(only-in-india|evidence-mapped|contradicts)$/.test(rule)),
    )
    .map(({ outcome }) => outcome);
  return all.includes('fail') ? 'fail' : all.includes('unknown') ? 'unknown' : 'pass';
}

const template = (resources: string) => places(`Resources:\n${resources}`, 'template.yaml');

test('what is in Mumbai alone passes', async () => {
  expect(
    await template(`
  A: { Type: "AWS::S3::Bucket" }
  B:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: !GetAtt A.Arn } }] } }
  C:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: !Sub "arn:aws:s3:::\${A}" } }] } }
  Known: { Type: "AWS::S3::Bucket", Properties: { BucketName: known } }
  Stream:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties: { ExtendedS3DestinationConfiguration: { BucketARN: !Sub "arn:aws:s3:::known/\${AWS::AccountId}" } }
  Bus: { Type: "AWS::Events::EventBus", Properties: { Name: x } }
  Rule:
    Type: AWS::Events::Rule
    Properties: { Targets: [{ Id: a, Arn: !Sub "arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/\${Bus}" }] }
  E: { Type: "AWS::EC2::VPCEndpoint", Properties: { ServiceName: !Sub "com.amazonaws.\${AWS::Region}.s3" } }
  D: { Type: "AWS::Lightsail::Database", Properties: { AvailabilityZone: ap-south-1a } }
  F:
    Type: AWS::Lambda::Function
    Properties: { Environment: { Variables: { A: !Ref A, B: !GetAtt Bus.Arn } } }
`),
  ).toBe('pass');
});

describe('a reference that does not tell', () => {
  test.each([
    {
      name: 'an ARN with a region that a parameter gives',
      resources: `
  Vault: { Type: "AWS::Backup::BackupVault", Properties: { BackupVaultName: main } }
  P:
    Type: AWS::Backup::BackupPlan
    Properties:
      BackupPlan:
        BackupPlanRule:
          - TargetBackupVault: !Ref Vault
            CopyActions: [{ DestinationBackupVaultArn: !Sub "arn:aws:backup:\${DrRegion}:\${AWS::AccountId}:backup-vault:\${Vault}" }]
Parameters: { DrRegion: { Type: String } }
`,
    },
    {
      name: 'a name that begins as that of a bucket does',
      resources: `
  A: { Type: "AWS::S3::Bucket" }
  B:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: !Sub "arn:aws:s3:::\${A}-replica" } }] } }
`,
    },
    {
      name: 'a bucket whose name goes on behind a dot',
      resources: `
  A: { Type: "AWS::S3::Bucket" }
  B:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: !Sub "arn:aws:s3:::\${A}.backup" } }] } }
`,
    },
    {
      name: 'a key in a bucket of somebody',
      resources: `
  A: { Type: "AWS::S3::Bucket" }
  D: { Type: "AWS::KinesisFirehose::DeliveryStream", Properties: { ExtendedS3DestinationConfiguration: { BucketARN: !Sub "arn:aws:s3:::foreign/\${A}", RoleARN: r } } }
`,
    },
    {
      name: 'a bucket that a parameter names, and a key in it',
      resources: `
  A: { Type: "AWS::S3::Bucket" }
  D: { Type: "AWS::KinesisFirehose::DeliveryStream", Properties: { ExtendedS3DestinationConfiguration: { BucketARN: !Sub "arn:aws:s3:::\${P}/\${A}", RoleARN: r } } }
Parameters: { P: { Type: String } }
`,
    },
    {
      name: 'a bucket called as a resource is',
      resources: `
  A:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: "arn:aws:s3:::archive" } }] } }
  archive: { Type: "AWS::S3::Bucket", Properties: { BucketName: other } }
`,
    },
    {
      name: 'a region that a parameter of SSM holds',
      resources: `
  P: { Type: "AWS::SSM::Parameter", Properties: { Type: String, Value: x } }
  T: { Type: "AWS::DynamoDB::GlobalTable", Properties: { Replicas: [{ Region: !GetAtt P.Value }] } }
`,
    },
    {
      name: 'a region that is what a resource is called',
      resources: `
  A: { Type: "AWS::S3::Bucket" }
  T: { Type: "AWS::DynamoDB::GlobalTable", Properties: { Replicas: [{ Region: !GetAtt A.DomainName }] } }
`,
    },
    {
      name: 'an ARN that a custom resource answers',
      resources: `
  L: { Type: "Custom::Peer", Properties: { ServiceToken: "arn:aws:lambda:ap-south-1:1:function:x" } }
  B:
    Type: AWS::S3::Bucket
    Properties: { ReplicationConfiguration: { Role: r, Rules: [{ Status: Enabled, Destination: { Bucket: !GetAtt L.BucketArn } }] } }
`,
    },
    {
      name: 'a target that a custom resource answers',
      resources: `
  L: { Type: "Custom::Peer", Properties: { ServiceToken: "arn:aws:lambda:ap-south-1:1:function:x" } }
  R: { Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: a, Arn: !GetAtt L.BusArn }] } }
`,
    },
  ])('$name', async ({ resources }) => {
    expect(await template(resources)).toBe('unknown');
  });
});

describe('a place abroad in a property that no row names', () => {
  const arn = 'arn:aws:sqs:us-east-1:123456789012:x';
  test.each([
    ['AWS::Serverless::Function', `{ Environment: { Variables: { T: "arn:aws:dynamodb:us-east-1:1:table/v" } } }`],
    ['AWS::Serverless::Function', `{ Environment: { Variables: { M: global.anthropic.claude-sonnet-4 } } }`],
    [
      'AWS::Serverless::Function',
      `{ EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: "${arn}" } } } }`,
    ],
    ['AWS::Serverless::GraphQLApi', '{ DataSources: { DynamoDb: { V: { Region: us-east-1 } } } }'],
    [
      'AWS::StepFunctions::StateMachine',
      '{ Definition: { States: { a: { Resource: "arn:aws:lambda:us-east-1:1:function:x" } } } }',
    ],
    ['AWS::SNS::Topic', `{ Subscription: [{ Protocol: sqs, Endpoint: "${arn}" }] }`],
    ['AWS::RDS::DBCluster', '{ SourceDBClusterIdentifier: "arn:aws:rds:us-east-1:1:cluster:x" }'],
    [
      'AWS::IoT::TopicRule',
      '{ TopicRulePayload: { Actions: [{ Sqs: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/1/x" } }] } }',
    ],
    ['AWS::AppSync::DataSource', '{ OpenSearchServiceConfig: { AwsRegion: us-east-1 } }'],
    ['AWS::Cognito::UserPool', '{ LambdaConfig: { PreSignUp: "arn:aws:lambda:us-east-1:1:function:x" } }'],
    ['Custom::AWS', `{ ServiceToken: x, Create: '{"service":"S3","action":"putObject","region":"us-east-1"}' }`],
    ['AWS::CloudFormation::CustomResource', '{ ServiceToken: x, Region: us-east-1 }'],
    ['AWS::S3::Bucket', '{ BackupPolicy: { To: us-east-1 } }'],
    [
      'AWS::IoT::TopicRule',
      '{ TopicRulePayload: !If [X, { Actions: [{ Sqs: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/1/x" } }] }, !Ref "AWS::NoValue"] }',
    ],
    ['AWS::Lightsail::Database', '{ AvailabilityZone: us-east-1a }'],
    ['AWS::EC2::VPCEndpoint', '{ ServiceName: com.amazonaws.us-east-1.s3 }'],
  ])('%s %s', async (type, properties) => {
    expect(await template(`  R: { Type: "${type}", Properties: ${properties} }`)).not.toBe('pass');
  });

  test('what people wrote for people, and who may do what, puts nothing anywhere', async () => {
    const policy = '{ Statement: [{ Effect: Deny, Action: "*", Resource: "arn:aws:sqs:us-east-1:1:x" }] }';
    const bucket = `  A: { Type: "AWS::S3::Bucket", Properties: { Tags: [{ Key: was, Value: us-east-1 }] } }`;
    const role = `  R: { Type: "AWS::IAM::ManagedPolicy", Properties: { Description: not us-east-1, PolicyDocument: ${policy} } }`;
    expect(await template(`${bucket}\n${role}`)).toBe('pass');
  });
});

describe('what is deployed elsewhere', () => {
  test('the replica that the CDK makes by a custom resource fails', async () => {
    expect(
      await template(
        '  R: { Type: "Custom::DynamoDBReplica", Properties: { ServiceToken: x, TableName: t, Region: us-east-1 } }',
      ),
    ).toBe('fail');
  });

  test.each([
    [
      'a template of a stack set',
      '  S: { Type: "AWS::CloudFormation::StackSet", Properties: { TemplateURL: "https://x/y" } }',
    ],
    ['a type of a third party', '  M: { Type: "MongoDB::Atlas::Cluster", Properties: { RegionName: US_EAST_1 } }'],
  ])('%s is not known', async (_, resources) => {
    expect(await template(resources)).toBe('unknown');
  });
});

describe('a plan of Terraform', () => {
  const plan = (type: string, change: object, provider: object = {}) =>
    JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            {
              address: `${type}.x`,
              mode: 'managed',
              type,
              name: 'x',
              provider_name: 'registry.terraform.io/hashicorp/aws',
              values: {},
            },
          ],
        },
      },
      resource_changes: [
        {
          address: `${type}.x`,
          mode: 'managed',
          type,
          name: 'x',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: { actions: ['create'], before: null, after: {}, after_unknown: {}, ...change },
        },
      ],
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            full_name: 'registry.terraform.io/hashicorp/aws',
            expressions: { region: { constant_value: 'ap-south-1' }, ...provider },
          },
        },
        root_module: {
          resources: [
            { address: `${type}.x`, mode: 'managed', type, name: 'x', provider_config_key: 'aws', expressions: {} },
          ],
        },
      },
    });

  test('in Mumbai alone passes', async () => {
    expect(await places(plan('aws_dynamodb_table', {}), 'plan.json')).toBe('pass');
  });

  test('with replicas that a `dynamic` block makes on apply is not known', async () => {
    expect(await places(plan('aws_dynamodb_table', { after_unknown: { replica: true } }), 'plan.json')).toBe('unknown');
  });

  test('without the configuration of its providers is not known', async () => {
    const { configuration: _, ...rest } = JSON.parse(plan('aws_s3_bucket', {}));
    expect(await places(JSON.stringify(rest), 'plan.json')).toBe('unknown');
  });

  test('that deploys a template of another tool is not known', async () => {
    const after = { template_url: 'https://x.example/t', permission_model: 'SERVICE_MANAGED' };
    expect(await places(plan('aws_cloudformation_stack_set', { after }), 'plan.json')).toBe('unknown');
  });

  test('whose provider calls other hosts is not known', async () => {
    const endpoints = [{ s3: { constant_value: 'https://s3.us-east-1.wasabisys.com' } }];
    expect(await places(plan('aws_s3_bucket', {}, { endpoints }), 'plan.json')).toBe('unknown');
    expect(await places(plan('aws_s3_bucket', {}, { endpoints: [{}] }), 'plan.json')).toBe('pass');
  });
});
