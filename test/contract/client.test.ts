import { once } from 'node:events';
import { createServer } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { documentClient, objectClient } from '../../shared/adapters/aws/client.ts';
import { weigh } from '../../shared/adapters/aws/failure.ts';

process.env.AWS_ACCESS_KEY_ID = 'test';
process.env.AWS_SECRET_ACCESS_KEY = 'test';

test('a server that says nothing is given up and asked again, three times at most', async () => {
  let asked = 0;
  const silent = createServer((socket) => {
    asked += 1;
    if (asked === 2) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}');
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : address;
  const client = documentClient({ AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
  const key = { TableName: 'records', Key: { pk: 'a', sk: 'b' } };
  await expect(client.send(new GetCommand(key))).rejects.toMatchObject({ $metadata: { attempts: 2 } });
  silent.close();
  expect(await client.config.maxAttempts()).toBe(3);
});

test.each([
  { name: 'what is not an error', error: undefined, want: undefined },
  { name: 'a bug', error: new TypeError('x'), want: undefined },
  { name: 'a refusal', error: { name: 'ValidationException', $metadata: { httpStatusCode: 400 } }, want: undefined },
  { name: 'an error with odd fields', error: { name: 1, code: {}, $metadata: 'none' }, want: undefined },
  { name: 'throttling', error: { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }, want: 'refused' },
  { name: 'a fault of the server', error: { name: 'Unknown', $metadata: { httpStatusCode: 503 } }, want: 'unanswered' },
  { name: 'a closed connection', error: { name: 'Error', code: 'ECONNRESET' }, want: 'unanswered' },
  { name: 'no answer in time', error: { name: 'TimeoutError', $metadata: {} }, want: 'unanswered' },
])('$name is weighed as $want', ({ error, want }) => {
  expect(weigh(error)).toBe(want);
});

test('buckets are in the path of an endpoint that is not AWS, and only there', () => {
  const AWS_REGION = 'ap-south-1';
  expect(objectClient({ AWS_REGION }).config.forcePathStyle).toBe(false);
  expect(objectClient({ AWS_REGION, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' }).config.forcePathStyle).toBe(true);
});
