import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';

export const credentials = { accessKeyId: 'double', secretAccessKey: 'double' };
export const account = '123456789012';

/** An AWS on this machine, in memory: moto over HTTP, on a port of its own. Resolves when it answers. */
export async function startDouble(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const started = spawn('moto_server', ['-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise<string>((done, fail) => {
    started.stderr.on('data', (part) => {
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(String(part)) ?? [];
      if (url !== undefined) done(url);
    });
    started.once('exit', () => fail(new Error('moto_server ended before it answered')));
  });
  const stop = async () => {
    started.removeAllListeners('exit');
    const ended = once(started, 'exit');
    started.kill();
    await ended;
  };
  return { endpoint, stop };
}

/** What `cdk bootstrap` leaves in a region, as far as our templates ask for it. */
export async function bootstrap(endpoint: string, region: string): Promise<void> {
  const Name = '/cdk-bootstrap/hnb659fds/version';
  const ssm = new SSMClient({ endpoint, region, credentials });
  await ssm.send(new PutParameterCommand({ Name, Value: '30', Type: 'String' }));
  const CreateBucketConfiguration = { LocationConstraint: z.enum(['ap-south-1', 'ap-south-2']).parse(region) };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: assetsIn(region), CreateBucketConfiguration }));
}

const assetsIn = (region: string) => `cdk-hnb659fds-assets-${account}-${region}`;

const Resource = z.looseObject({ Type: z.string(), Properties: z.looseObject({}).default({}) });
const Template = z.looseObject({ Resources: z.record(z.string(), Resource) });
const Code = z.object({ S3Key: z.string() });
const Encryption = z.object({ SSEEnabled: z.boolean(), SSEType: z.string() });
const Replicas = z.array(z.looseObject({ Region: z.string(), SSESpecification: z.looseObject({}) }));

/**
 * Deploys a template, and gives the types of the resources that the double left out.
 *
 * It knows no global table, so each stands as a plain one with the settings of its replica in this region, its
 * encryption under the name that the API has for it; and it stumbles over a key's tags, so they are taken away. The
 * rest is as CDK wrote it. Of what it makes it silently ignores a table's restoration, a bucket's versions, lifecycle,
 * copies and access, and a function's architecture: these are asserted on the templates.
 */
export async function deploy(endpoint: string, name: string, region: string, json: unknown): Promise<string[]> {
  const template = Template.parse(json);
  for (const resource of Object.values(template.Resources)) {
    if (resource.Type === 'AWS::KMS::Key') delete resource.Properties.Tags;
    if (resource.Type === 'AWS::DynamoDB::GlobalTable') asPlainTable(resource, region);
    if (resource.Type === 'AWS::Lambda::Function') await putCode(endpoint, region, resource.Properties.Code);
  }
  const created = await cloudFormation(endpoint, region, {
    Action: 'CreateStack',
    StackName: name,
    TemplateBody: JSON.stringify(template),
  });
  if (!created.includes('<StackId>')) throw new Error(`${name} was not deployed: ${created}`);
  const made = await cloudFormation(endpoint, region, { Action: 'DescribeStackResources', StackName: name });
  const ids = new Set([...made.matchAll(/<LogicalResourceId>([^<]+)</g)].map(([, id]) => id));
  const left = Object.entries(template.Resources).filter(([id]) => !ids.has(id));
  return [...new Set(left.map(([, { Type }]) => Type))].sort();
}

function asPlainTable(resource: z.infer<typeof Resource>, region: string): void {
  const { Replicas: replicas, SSESpecification, ...shared } = resource.Properties;
  const own = Replicas.parse(replicas).find(({ Region }) => Region === region);
  if (own === undefined) throw new Error(`the table has no replica in ${region}`);
  const { Region: _region, SSESpecification: key, ...settings } = own;
  resource.Type = 'AWS::DynamoDB::Table';
  const { SSEEnabled: Enabled, ...type } = Encryption.parse(SSESpecification);
  resource.Properties = { ...shared, ...settings, SSESpecification: { Enabled, ...type, ...key } };
}

async function putCode(endpoint: string, region: string, code: unknown): Promise<void> {
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: assetsIn(region), Key: Code.parse(code).S3Key, Body: 'code' }));
}

/** CloudFormation by hand: the project has no client for it. The double checks no signature, but reads its region. */
async function cloudFormation(endpoint: string, region: string, call: Record<string, string>): Promise<string> {
  const scope = `double/20260101/${region}/cloudformation/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({ Version: '2010-05-15', ...call }),
  });
  return answer.text();
}
