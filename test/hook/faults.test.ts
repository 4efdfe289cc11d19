import { describe, expect, test } from 'vitest';
import { address, asked, declared, event, eventAt, example } from './asked.ts';

const chitra = await declared('four-routes');
const jhalak = await declared('short-video-after');
const fourRoutes = example('four-routes/template.yaml');
const bucket = JSON.stringify({ Resources: { Films: { Type: 'AWS::S3::Bucket' } } });

/** S3 as it answers; what it was asked is kept. */
function s3(body: string | Uint8Array<ArrayBuffer> | null, status = 200) {
  const calls: [string, RequestInit | undefined][] = [];
  const fetched: typeof fetch = async (input, init) => {
    calls.push([String(input), init]);
    return new Response(body, { status });
  };
  return { calls, fetch: fetched };
}

describe('a template at an address', () => {
  test.each(['STACK', 'CHANGE_SET'])('of a %s is judged as one in the event', async (targetType) => {
    const { calls, fetch } = s3(JSON.stringify({ template: fourRoutes, previousTemplate: null, changedResources: [] }));
    const { message } = await asked(eventAt(address, targetType), chitra, { fetch });
    expect(message).toBe((await asked(event(fourRoutes), chitra)).message);
    expect(calls).toMatchObject([[address, { redirect: 'error', signal: expect.any(AbortSignal) }]]);
  });

  test.each([
    'https://s3.amazonaws.com/b/k',
    'https://my.bucket.s3.amazonaws.com/k',
    'https://b.s3-us-west-2.amazonaws.com/k',
    'https://b.s3.dualstack.ap-south-2.amazonaws.com/k',
  ])('%s is S3', async (payload) => {
    expect(await asked(eventAt(payload), jhalak, s3(JSON.stringify({ template: bucket })))).toMatchObject({
      hookStatus: 'SUCCESS',
    });
  });

  test.each([
    'http://b.s3.ap-south-1.amazonaws.com/k',
    'https://b.s3.ap-south-1.amazonaws.com.example.in/k',
    'https://b.s3.ap-south-1.amazonaws.com@example.in/k',
    'https://user@b.s3.ap-south-1.amazonaws.com/k',
    'https://b.s3.ap-south-1.amazonaws.com:8443/k',
    'https://s3-evil-1.us-east-1.elb.amazonaws.com/k',
    'https://evil.s3.example.amazonaws.com/k',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no address',
    '',
  ])('%s is never asked', async (payload) => {
    const { calls, fetch } = s3(JSON.stringify({ template: bucket }));
    const answer = await asked(eventAt(payload), jhalak, { fetch });
    expect(answer).toMatchObject({ hookStatus: 'FAILED', message: expect.stringContaining('no HTTPS address in S3') });
    expect(calls).toEqual([]);
  });

  test.each([
    { what: 'a refusal of S3', body: '<Error/>', status: 403, says: 'S3 answered 403' },
    { what: 'no JSON', body: fourRoutes, status: 200, says: 'is no JSON' },
    { what: 'no template', body: '{}', status: 200, says: 'no text `template`' },
    { what: 'a template that is no text', body: '{"template":{}}', status: 200, says: 'no text `template`' },
    { what: 'nothing', body: null, status: 200, says: 'is no JSON' },
    {
      what: 'bytes that are no text',
      body: new Uint8Array([0xff, 0xfe, 0xc0]),
      status: 200,
      says: 'could not be read',
    },
    { what: '64 MB', body: new Uint8Array(64_000_000), status: 200, says: 'more than 16000000 bytes' },
  ])('$what is refused with the reason', async ({ body, status, says }) => {
    const answer = await asked(eventAt(address), jhalak, s3(body, status));
    expect(answer).toMatchObject({ hookStatus: 'FAILED', errorCode: 'InternalFailure' });
    expect(answer.message).toContain(says);
  });

  test('an address that fails is told nowhere, in no answer and in no log', async () => {
    const fetch = () => Promise.reject(new TypeError(`fetch failed: ${address}`));
    const answer = await asked(eventAt(address), jhalak, { fetch });
    expect(answer).toMatchObject({ hookStatus: 'FAILED', errorCode: 'InternalFailure' });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

test('a stack that is removed is not judged, and nothing is fetched', async () => {
  const sent = { ...eventAt(address), actionInvocationPoint: 'DELETE_PRE_PROVISION' };
  expect(await asked(sent, chitra)).toMatchObject({ hookStatus: 'SUCCESS', clientRequestToken: 'token' });
});

const bomb = `${Array.from(
  { length: 30 },
  (_, n) =>
    `a${n}: &a${n} [${
      n === 0
        ? 'x'
        : Array(9)
            .fill(`*a${n - 1}`)
            .join(', ')
    }]`,
).join('\n')}\nResources: *a29`;

test.each([
  ['text', 'what is this'],
  ['an empty text', ''],
  ['broken YAML', 'Resources:\n  A: [1, 2\n  B: }'],
  ['broken JSON', '{"Resources": {'],
  ['a list', '[]'],
  ['no resources', 'Resources: {}'],
  ['a macro', 'Transform: Mine\nResources: { A: { Type: AWS::S3::Bucket } }'],
  ['a nested stack', 'Resources: { A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: x } } }'],
  ['aliases that grow', bomb],
  ['depth', `${'{"Resources":'.repeat(5000)}1${'}'.repeat(5000)}`],
  [
    'names of Object',
    '{"Resources": {"__proto__": {"Type": "AWS::S3::Bucket"}, "constructor": 1}, "Parameters": {"__proto__": {"Default": "a"}}}',
  ],
  ['two million marks', '['.repeat(1_900_000)],
])('a template of %s fails, and says why', async (_, template) => {
  const started = performance.now();
  const { hookStatus, message } = await asked(event(template), jhalak, { region: 'us-east-1' });
  expect(hookStatus).toBe('FAILED');
  expect(message).toMatch(/INDETERMINATE|not judged/);
  expect(message.length).toBeLessThan(4096);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a template of 64 MB is not read', async () => {
  const { hookStatus, message } = await asked(event(' '.repeat(64_000_000)), jhalak);
  expect([hookStatus, message]).toEqual(['FAILED', expect.stringContaining('is read up to 2000000')]);
});

test('names that somebody chose stay on their line, and an answer is bounded', async () => {
  const Resources = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [`A${n}\n\u202e${'x'.repeat(900)}`, { Type: 'AWS::S3::Bucket' }]),
  );
  const { message } = await asked(event(JSON.stringify({ Resources })), chitra, { region: 'us-east-1' });
  expect(message).not.toMatch(/\u202e/);
  expect(message.length).toBeLessThan(4096);
  expect(message).toContain('Leaves India, or may (12 of 400):');
});

const { awsAccountId: _, ...noAccount } = event(bucket);
test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'event'],
  ['a list', []],
  ['an empty map', {}],
  ['no account', noAccount],
  ['an account that is none', event(bucket, { awsAccountId: 'mine' })],
  ['another point', event(bucket, { actionInvocationPoint: 'CREATE_POST_PROVISION' })],
  [
    'a resource',
    event(bucket, { requestData: { targetType: 'AWS::S3::Bucket', targetModel: { resourceProperties: {} } } }),
  ],
  ['no content', event(bucket, { requestData: { targetType: 'STACK' } })],
  ['no token', event(bucket, { clientRequestToken: 7 })],
])('an event of %s is answered with FAILED', async (_, sent) => {
  const answer = await asked(sent, jhalak);
  expect(answer).toMatchObject({ hookStatus: 'FAILED', errorCode: 'InternalFailure' });
  expect(typeof answer.clientRequestToken).toBe('string');
  expect(answer.message).toMatch(/^Nivas: not judged: /);
});

test.each([
  [
    'no declaration beside the code',
    {
      declaration: () => {
        throw new Error('ENOENT');
      },
    },
    'nobody expected',
  ],
  ['a declaration that is wrong', { declaration: () => '{"application": 1}' }, 'application'],
  ['no region', { region: undefined }, 'not told its region'],
])('%s: FAILED', async (_, own, says) => {
  const answer = await asked(event(bucket), jhalak, own);
  expect(answer).toMatchObject({ hookStatus: 'FAILED', errorCode: 'InternalFailure' });
  expect(answer.message).toContain(says);
});
