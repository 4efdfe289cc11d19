import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { awsCatalogue } from '../../functions/edge/aws-catalogue.ts';
import { publishRelease } from '../../functions/edge/publish.ts';
import { lambdas } from '../../shared/api/routes.ts';
import { makeApp, settings } from './app.ts';
import { account, bootstrap, credentials, deploy, startDouble } from './double.ts';
import { isInstalled } from './installed.ts';

const Deployed = z.object({
  FunctionName: z.string(),
  Runtime: z.string(),
  Handler: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

// `pip install 'moto[server]'` puts it on the PATH.
describe.skipIf(!isInstalled('moto_server'))('deployed to an AWS double (runs where moto_server is installed)', () => {
  const { region, standbyRegion } = settings;
  let endpoint = '';
  let stop = async () => {};
  const leftOut: Record<string, string[]> = {};
  let functions: z.infer<typeof Deployed>[] = [];

  beforeAll(async () => {
    const { stacks } = makeApp().synth();
    ({ endpoint, stop } = await startDouble());
    for (const each of [region, standbyRegion]) await bootstrap(endpoint, each);
    for (const stack of stacks.filter(({ id }) => ['NivasStandby', 'NivasData', 'NivasFunctions'].includes(id)))
      leftOut[stack.id] = await deploy(endpoint, stack.id, stack.environment.region, stack.template);
    const scope = `double/20260101/${region}/lambda/aws4_request`;
    const answer = await fetch(`${endpoint}/2015-03-31/functions`, {
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` },
    });
    functions = z.object({ Functions: z.array(Deployed) }).parse(await answer.json()).Functions;
  }, 60_000);
  afterAll(() => stop());

  test('everything is made but what the double does not know', () => {
    expect(leftOut).toEqual({
      NivasStandby: ['AWS::S3::BucketPolicy'],
      NivasData: ['AWS::S3::BucketPolicy'],
      NivasFunctions: [
        'AWS::CloudWatch::Alarm',
        'AWS::CodeDeploy::Application',
        'AWS::CodeDeploy::DeploymentGroup',
        'AWS::Lambda::Alias',
        'AWS::Lambda::EventInvokeConfig',
      ],
    });
  });

  /** The names that functions are told, which are those of what was made. */
  const told = () => {
    const all = Object.assign({}, ...functions.map(({ Environment }) => Environment.Variables));
    return z.record(z.string(), z.string()).parse(all);
  };

  test('each function has its runtime, its time, its memory and a role, and none is told an unknown name', async () => {
    const Role = expect.stringMatching(new RegExp(`^arn:aws:iam::${account}:role/NivasFunctions`));
    for (const made of functions) expect(made).toMatchObject({ Runtime: 'nodejs24.x', Handler: 'index.handler', Role });
    const sizes = functions.map(({ Timeout, MemorySize }) => `${Timeout} s, ${MemorySize} MB`);
    // and the one that publishes
    expect(sizes.sort()).toEqual([...lambdas.map(() => '25 s, 1024 MB'), '60 s, 512 MB']);
    expect(Object.keys(told()).sort()).toEqual(['BODIES_BUCKET', 'CATALOGUE_TABLE', 'RECORDS_TABLE']);
  });

  test('both tables have our keys, our encryption, the stream, and cannot be deleted', async () => {
    const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
    const { RECORDS_TABLE = '', CATALOGUE_TABLE = '' } = told();
    for (const TableName of [RECORDS_TABLE, CATALOGUE_TABLE]) {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
      expect(Table).toMatchObject({
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        SSEDescription: {
          Status: 'ENABLED',
          SSEType: 'KMS',
          KMSMasterKeyArn: expect.stringMatching(new RegExp(`^arn:aws:kms:ap-south-1:${account}:key/`)),
        },
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        DeletionProtectionEnabled: true,
      });
    }
  });

  test('the bodies here and their copies there are encrypted, each with the key of its region', async () => {
    const { BODIES_BUCKET = '' } = told();
    const buckets = [
      { Bucket: BODIES_BUCKET, where: region },
      { Bucket: `nivas-standby-${account}`, where: standbyRegion },
    ];
    for (const { Bucket, where } of buckets) {
      const s3 = new S3Client({ endpoint, region: where, credentials, forcePathStyle: true });
      const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: expect.stringMatching(new RegExp(`^arn:aws:kms:${where}:${account}:key/`)),
      });
    }
  });

  test('our own code finds its tables by the names that the functions are told', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
    const endpoints = { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ENDPOINT_URL_S3: endpoint };
    const env = { ...told(), AWS_REGION: region, ...endpoints };
    expect(await publishRelease(env)).toBe(1);
    expect(await publishRelease(env)).toBe(1);
    expect((await awsCatalogue(env).current()).n).toBe(1);
    vi.unstubAllEnvs();
  });
});
