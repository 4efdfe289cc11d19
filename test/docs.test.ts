import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatApiDoc } from '../infra/compile/api-doc.ts';
import { evidenceExample } from '../shared/api/examples.ts';
import { openApi } from '../shared/api/openapi.ts';
import { releaseRulebook } from '../shared/policy/release.ts';
import { described } from './api/document.ts';
import { makeService } from './api/service.ts';

const pages = ['docs/api.md', 'docs/errors.md', 'docs/packs.md'] as const;
const text = (file: string) => readFileSync(file, 'utf8');

/** What a heading is called in an address, as GitHub has it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchors = (file: string) => [...text(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

test.each(pages)('every link in %s leads to a heading', (page) => {
  const links = [...text(page).matchAll(/\]\(((?!https?:)[^)#]*)#([^)]*)\)/g)];
  const wrong = links.filter(([, file = '', anchor = '']) => !anchors(file ? `docs/${file}` : page).includes(anchor));
  expect(wrong.map(([link]) => link)).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});

test.each(pages)('no two headings of %s have one address', (page) => {
  expect(anchors(page)).toEqual([...new Set(anchors(page))]);
});

test('every command of docs/api.md is a request that is accepted', async () => {
  const commands = [...text('docs/api.md').matchAll(/^### (\w+)\n[\s\S]*?```sh\n([\s\S]*?)\n```/gm)];
  const operations = described().operations.map(({ operation }) => operation);
  expect(commands.map(([, name]) => name)).toEqual(operations.map(({ operationId }) => operationId));
  const { send, evidence } = makeService();
  const asked = commands.map(([, name, command = '']) => ({ name, sent: sentBy(command) }));
  // what is read must have been recorded before
  for (const { name, sent } of asked.toSorted(
    (a, b) => Number(a.sent.method === 'GET') - Number(b.sent.method === 'GET'),
  )) {
    if (name === 'getEvidence') evidence.upload('acme', Buffer.from(evidenceExample), 'text/plain');
    const { status, text: said } = await send({ ...sent, tenant: 'acme' });
    expect(status, `${name}: ${said}`).toBeLessThan(300);
    const { security = [] } = operations.find(({ operationId }) => operationId === name) ?? {};
    expect(sent.headers.authorization, name).toBe(security.length === 0 ? undefined : 'Bearer t');
  }
});

test('a quote in an example does not end the text of its command', async () => {
  const document = JSON.stringify(openApi(releaseRulebook().policy.facts)).replaceAll(
    '"Short videos"',
    '"Asha\'s; id"',
  );
  const [, command = ''] =
    /^### registerApplication\n[\s\S]*?```sh\n([\s\S]*?)\n```/m.exec(await formatApiDoc(JSON.parse(document))) ?? [];
  expect(sentBy(command).body).toBe('{"name":"Asha\'s; id"}');
});

/** The request that a command makes. */
function sentBy(command: string) {
  const [, address = '', ...options] = argumentsOf(command);
  const after = (option: string) => options.flatMap((one, n) => (one === option ? [options[n + 1] ?? ''] : []));
  const headers: Record<string, string> = Object.fromEntries(
    after('-H').map((header) => header.split(/: (.*)/s).slice(0, 2)),
  );
  const [body] = after('--data');
  const method = body === undefined ? ('GET' as const) : ('POST' as const);
  const [path = '', query = ''] = address.replace('http://nivas', '').split('?');
  return { method, path, query, headers, body: body ?? '' };
}

/** What a shell gives to `curl`. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { NIVAS: 'http://nivas', TOKEN: 't' };
  return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}
