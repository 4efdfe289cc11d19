import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { Reply } from '../../functions/cli/doctor/ask.ts';
import type { Patient } from '../../functions/cli/doctor/patient.ts';
import { documentClient } from '../../shared/adapters/aws/client.ts';
import { engine } from '../../shared/audit/audit.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const { registry, policy } = releaseRulebook();
export const soundHealth = {
  status: 'ok',
  engine,
  catalogue: 1,
  registry: registry.digest(),
  policySet: { name: 'default', digest: policy.digest },
} as const;

/** What the service answered, if it was this. */
export function replied(body: unknown, changes: Partial<Reply> = {}): Reply {
  const at = new Date('2026-11-22T00:00:00Z');
  return { status: 200, body: JSON.stringify(body), asked: at, answered: at, date: at.toUTCString(), ...changes };
}

export const healthy = replied(soundHealth);

/** An installation on AWS with which nothing is wrong, as far as nobody asks its stores. */
export function patientOf(changes: Partial<Patient>): Patient {
  const at = new Date('2026-11-22T00:00:00Z');
  return {
    origin: 'https://nivas.test',
    health: healthy,
    names: { records: 'records', catalogue: 'catalogue', bucket: 'bodies' },
    dynamodb: documentClient({ AWS_REGION: 'ap-south-1' }),
    s3: new S3Client({ region: 'ap-south-1' }),
    emulated: { tables: false, bucket: false },
    now: () => at,
    progress: () => undefined,
    ...changes,
  };
}

type Request = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Served = { readonly status: number; readonly body: string; readonly location?: string };

/** A service of a test, until it ends; gives its origin. */
export async function serve(answer: (request: Request) => Served) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const {
      status,
      body: said,
      location,
    } = answer({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
    });
    response.writeHead(status, location === undefined ? {} : { location }).end(said);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
}
