import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { objectClient } from '../../shared/adapters/aws/client.ts';

export type ObjectServer = {
  readonly client: S3Client;
  readonly objects: Map<string, Buffer>;
  /** `PUT /bucket/key`, as they came. */
  readonly calls: string[];
  /** Statuses to answer next, instead of doing what was asked. */
  readonly faults: number[];
};

/** The little of S3 that bodies need: create-only puts whose checksum is verified, and gets. */
export async function startObjects(): Promise<ObjectServer> {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  const faults: number[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://objects').pathname;
    calls.push(`${request.method} ${path}`);
    const body = Buffer.concat(await request.toArray());
    const fault = faults.shift();
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
    const held = objects.get(path);
    if (fault !== undefined) return refuse(fault, fault === 409 ? 'ConditionalRequestConflict' : 'InternalError');
    if (request.method === 'GET') return held ? response.end(held) : refuse(404, 'NoSuchKey');
    const checksum = createHash('sha256').update(body).digest('base64');
    if (request.headers['x-amz-checksum-sha256'] !== checksum) return refuse(400, 'BadDigest');
    if (request.headers['if-none-match'] !== '*') return refuse(400, 'InvalidRequest');
    if (held) return refuse(412, 'PreconditionFailed');
    objects.set(path, body);
    return response.end();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const client = objectClient({ AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });
  return { client, objects, calls, faults };
}
