import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditDeployed } from '../../functions/cli/audit-deployed.ts';
import { account, asked, declared, event, example } from './asked.ts';

const chitra = await declared('four-routes');
const jhalak = await declared('short-video-after');
const fourRoutes = example('four-routes/template.yaml');
const bucket = JSON.stringify({ Resources: { Films: { Type: 'AWS::S3::Bucket' } } });
const replicated = (parameters: object) =>
  JSON.stringify({
    Parameters: parameters,
    Resources: {
      Index: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { Replicas: [{ Region: 'ap-south-1' }, { Region: { Ref: 'Other' } }] },
      },
    },
  });

/** What the command gives of the same. */
async function commanded(name: string, template: string, region: string) {
  const file = join(tmpdir(), `nivas-hook-${process.pid}-${Math.random()}`);
  await writeFile(file, template);
  const options = { evidence: [file], region, account };
  const { audit } = await auditDeployed(`examples/${name}/residency.yaml`, '2026-11-22', options);
  return audit;
}

describe('a hook judges as the command does', () => {
  test('what leaves India is refused, with what, where, by which rule, and the digest', async () => {
    const { logged, ...answer } = await asked(event(fourRoutes), chitra);
    const { digest } = await commanded('four-routes', fourRoutes, 'ap-south-1');
    expect(answer).toMatchObject({ hookStatus: 'FAILED', errorCode: 'NonCompliant', clientRequestToken: 'token' });
    expect(answer.message).toContain(`NON-COMPLIANT: Chitra, as of 2026-11-22, ${digest}`);
    expect(answer.message).toContain(
      '`Index` is stored at `aws/ap-southeast-1` (/Resources/Index/Properties/Replicas/1/Region)',
    );
    expect(answer.message).toContain(
      '`videos` is backed up at `aws/eu-west-1` (Ireland), which is not only in India (india-only/only-in-india)',
    );
    expect(answer.message.length).toBeLessThan(4096);
    expect(logged).toMatchObject([{ message: 'answered', status: 'FAILED', stack: expect.stringContaining('videos') }]);
  });

  test('the README shows that digest', async () => {
    const { message } = await asked(event(fourRoutes), chitra);
    const [digest = ''] = /sha256:[0-9a-f]{64}/.exec(message) ?? [];
    expect(example('../README.md')).toContain(digest);
  });

  test.each([
    { what: 'compliant', region: 'ap-south-1', hookStatus: 'SUCCESS', verdict: 'compliant' },
    {
      what: 'a stack abroad whose data nobody named',
      region: 'us-east-1',
      hookStatus: 'FAILED',
      verdict: 'indeterminate',
    },
  ])('$what: $hookStatus', async ({ region, hookStatus, verdict }) => {
    const answer = await asked(event(bucket), jhalak, { region });
    const audit = await commanded('short-video-after', bucket, region);
    expect(audit.verdict).toBe(verdict);
    expect(answer.hookStatus).toBe(hookStatus);
    expect(answer.message).toContain(`${verdict.toUpperCase()}: Jhalak, as of 2026-11-22, ${audit.digest}`);
    expect(answer.errorCode).toBe(hookStatus === 'FAILED' ? 'NonCompliant' : undefined);
  });

  test('what nobody can tell passes a hook that was made so, and a breach never does', async () => {
    const own = { allowUnknown: true };
    const unknown = await asked(event(bucket), jhalak, { ...own, region: 'us-east-1' });
    expect(unknown).toMatchObject({
      hookStatus: 'SUCCESS',
      message: expect.stringContaining('nobody can tell is allowed'),
    });
    expect(await asked(event(fourRoutes), chitra, own)).toMatchObject({ hookStatus: 'FAILED' });
  });

  test('the account is that of the event: a copy that has it in its name is found', async () => {
    const template = JSON.stringify({
      Resources: {
        Copies: {
          Type: 'AWS::S3::Bucket',
          Properties: { BucketName: { 'Fn::Join': ['-', ['copies', { Ref: 'AWS::AccountId' }]] } },
        },
        Films: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            ReplicationConfiguration: { Rules: [{ Destination: { Bucket: `arn:aws:s3:::copies-${account}` } }] },
          },
        },
      },
    });
    const audit = await commanded('short-video-after', template, 'ap-south-1');
    const { hookStatus, message } = await asked(event(template), jhalak);
    expect([hookStatus, message]).toEqual(['SUCCESS', expect.stringContaining(audit.digest)]);
    const others = await asked(event(template, { awsAccountId: '999999999999' }), jhalak);
    expect(others).toMatchObject({ hookStatus: 'FAILED', message: expect.stringContaining('INDETERMINATE') });
  });

  test('it is the law of today in India that counts', async () => {
    const { message } = await asked(event(bucket), jhalak, { now: () => new Date('2026-11-22T18:30:00Z') });
    expect(message).toContain('as of 2026-11-23');
  });

  test('a change set is judged as a stack is', async () => {
    const { requestData } = event(fourRoutes);
    const sent = event(fourRoutes, { requestData: { ...requestData, targetType: 'CHANGE_SET' } });
    expect((await asked(sent, chitra)).message).toBe((await asked(event(fourRoutes), chitra)).message);
  });
});

describe('a parameter is not told to a hook', () => {
  test('a default in India is not believed, and the digest is still that of the command', async () => {
    const template = replicated({ Other: { Type: 'String', Default: 'ap-south-2' } });
    const audit = await commanded('short-video-after', template, 'ap-south-1');
    const { hookStatus, message } = await asked(event(template), jhalak);
    expect(audit.verdict).toBe('compliant');
    expect(hookStatus).toBe('FAILED');
    expect(message).toContain(`${audit.digest}, with the defaults of its parameters`);
    expect(message).toContain('the parameter `Other` is not known to be its default');
  });

  test('values of which all are in India pass', async () => {
    const AllowedValues = ['ap-south-1', 'ap-south-2'];
    const template = replicated({ Other: { Type: 'String', Default: 'ap-south-2', AllowedValues } });
    expect(await asked(event(template), jhalak)).toMatchObject({ hookStatus: 'SUCCESS' });
    const abroad = replicated({
      Other: { Type: 'String', Default: 'ap-south-2', AllowedValues: [...AllowedValues, 'eu-west-1'] },
    });
    expect(await asked(event(abroad), jhalak)).toMatchObject({ hookStatus: 'FAILED' });
  });

  test('a default on which no place hangs passes', async () => {
    const parameters = { Other: { Type: 'String', Default: 'films' } };
    const Films = { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Other' } } };
    const template = JSON.stringify({ Parameters: parameters, Resources: { Films } });
    expect(await asked(event(template), jhalak)).toMatchObject({ hookStatus: 'SUCCESS' });
  });
});
