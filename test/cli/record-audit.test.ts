import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Audit } from '../../shared/audit/finding.ts';
import { makeService } from '../api/service.ts';
import { typed, typedAt, written } from './terminal.ts';

const after = 'examples/short-video-after/residency.yaml';
const id = 'a'.repeat(26);
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server of this machine that answers as it is told to. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** The service, with one application; what was sent to it is kept. */
async function recordingService() {
  const { send } = makeService();
  const register = { 'idempotency-key': 'r', 'content-type': 'application/json' };
  const made = await send({ method: 'POST', path: '/v1/applications', headers: register, body: '{"name":"Jhalak"}' });
  const requests: { headers: Record<string, string>; body: string }[] = [];
  const url = await serving(async (request, response) => {
    const sent = { headers: headersOf(request), body: await bodyOf(request) };
    requests.push(sent);
    const answer = await send({ method: 'POST', path: request.url ?? '', ...sent });
    response.writeHead(answer.status).end(answer.text);
  });
  const application: unknown = JSON.parse(made.text).id;
  return { url, application: String(application), requests };
}

describe('check --server', () => {
  test('records the declaration with its evidence, and says under which id', async () => {
    const { url, application, requests } = await recordingService();
    const run = await typed('check', after, '--json', '--server', url, '--application', application, '--token', 't');
    expect(run.status).toBe(0);
    const { digest } = Audit.parse(JSON.parse(run.out));
    expect(run.err).toMatch(new RegExp(`^nivas: recorded as audit [a-z2-7]{26}: compliant, ${digest}$`));
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.authorization).toBe('Bearer t');
    const sent: unknown = JSON.parse(requests[0]?.body ?? '');
    expect(sent).toMatchObject({
      application: 'Jhalak',
      evidence: { terms: { text: expect.stringContaining('India') } },
    });
    expect(requests[0]?.body).not.toContain('terms.txt');
  });

  test('takes the token from the environment, so that no list of processes shows it', async () => {
    const { url, application, requests } = await recordingService();
    await typedAt({ token: 'kept' }, 'check', after, '--server', url, '--application', application);
    expect(requests[0]?.headers.authorization).toBe('Bearer kept');
  });

  test('asks again under the same key where the service is busy', async () => {
    const keys: unknown[] = [];
    const url = await serving((request, response) => {
      keys.push(request.headers['idempotency-key']);
      if (keys.length < 3) response.writeHead(503).end();
      else response.writeHead(201).end(JSON.stringify({ id: 'one', verdict: 'compliant', digest: 'sha256:x' }));
    });
    const run = await typed('check', after, '--server', url, '--application', id, '--token', 't');
    expect(run.status).toBe(0);
    expect(run.err).toContain('that is not what was found here');
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  });

  test('the stricter of two verdicts decides', async () => {
    const url = await serving((_, response) =>
      response.writeHead(201).end(JSON.stringify({ id: 'one', verdict: 'non-compliant', digest: 'sha256:x' })),
    );
    expect((await typed('check', after, '--server', url, '--application', id, '--token', 't')).status).toBe(2);
  });

  test.each([
    {
      name: 'a refusal',
      status: 404,
      text: '{"detail":"there is no such application"}',
      want: '404 there is no such application',
    },
    { name: 'no answer of the service', status: 200, text: '<html>', want: '200 no reason given' },
    { name: 'an answer that is none', status: 201, text: '{"id":1}', want: '201 no reason given' },
    {
      name: 'a refusal that would act on the terminal',
      status: 403,
      text: '{"detail":"\\u001b[31mred"}',
      want: '403 \ufffd[31mred',
    },
  ])('$name breaks the command', async ({ status, text, want }) => {
    const url = await serving((_, response) => response.writeHead(status).end(text));
    const run = await typed('check', after, '--server', url, '--application', id, '--token', 't');
    expect(run.status).toBe(1);
    expect(run.err).toContain(want);
  });

  test('follows no redirection, which would carry the token elsewhere', async () => {
    let reached = 0;
    const other = await serving((_, response) => {
      reached += 1;
      response.end('{}');
    });
    const url = await serving((_, response) => response.writeHead(307, { location: other }).end());
    const run = await typed('check', after, '--server', url, '--application', id, '--token', 't');
    expect({ status: run.status, reached }).toEqual({ status: 1, reached: 0 });
  });

  test.each([
    {
      name: 'no application',
      args: ['--server', 'https://nivas.example', '--token', 't'],
      want: '`--application` is missing',
    },
    {
      name: 'an application that leads elsewhere',
      args: ['--server', 'https://nivas.example', '--application', '../../x', '--token', 't'],
      want: '`--application`',
    },
    {
      name: 'no token',
      args: ['--server', 'https://nivas.example', '--application', id],
      want: '`--token` is missing',
    },
    {
      name: 'plain HTTP',
      args: ['--server', 'http://nivas.example', '--application', id, '--token', 't'],
      want: 'is not encrypted',
    },
    { name: 'no address', args: ['--server', 'nivas', '--application', id, '--token', 't'], want: 'is not an address' },
    {
      name: 'another day',
      args: ['--server', 'https://nivas.example', '--application', id, '--token', 't', '--as-of', '2026-11-22'],
      want: 'leave out `--as-of`',
    },
  ])('$name is refused before anything is sent', async ({ args, want }) => {
    const { status, err } = await typed('check', after, ...args);
    expect(status).toBe(1);
    expect(err).toContain(want);
  });

  test('sends nothing of a file that cannot be read', async () => {
    const { url, application, requests } = await recordingService();
    const run = await typed(
      'check',
      await written('rolez: 1'),
      '--server',
      url,
      '--application',
      application,
      '--token',
      't',
    );
    expect({ status: run.status, requests }).toEqual({ status: 1, requests: [] });
  });
});
