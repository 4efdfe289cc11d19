import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, test, vi } from 'vitest';
import { readHandler } from '../../functions/edge/read.ts';
import { assumed, standing } from '../../infra/compile/scale/assumptions.ts';
import { monthly, typicalOf } from '../../infra/compile/scale/costs.ts';
import { itemBytes } from '../../infra/compile/scale/item-bytes.ts';
import { declarationIn, measureExamples } from '../../infra/compile/scale/measured.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { sha256 } from '../../shared/canonical.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { lambdaContext } from '../api/service.ts';
import { skipped, startDynoxide } from '../contract/dynoxide.ts';
import { memoryPorts } from '../operations/ports.ts';
import { makeApp } from './app.ts';

const dynoxide = await startDynoxide();
const rulebook = releaseRulebook();
const measured = await measureExamples(rulebook);

test.each([
  { item: { pk: 'a', sk: 'bc' }, want: 7 },
  { item: { t: 'é' }, want: 3 },
  { item: { n: 7 }, want: 3 },
  { item: { n: 1234 }, want: 4 },
  { item: { b: new Uint8Array(10) }, want: 11 },
  { item: { yes: true }, want: 4 },
  { item: { l: ['a', 'bc'] }, want: 9 },
  { item: { m: { a: 'b' } }, want: 7 },
])('$item has $want bytes', ({ item, want }) => {
  expect(itemBytes(item)).toBe(want);
});

describe.skipIf(dynoxide === undefined)(`a database that counts (${skipped})`, () => {
  test.each(measured)('says the same of $name as the page', async ({ name, registration, first, again }) => {
    const consumed: number[] = [];
    const client = dynoxide?.client();
    if (client === undefined) return;
    const counting = Object.assign(Object.create(client), {
      send: async (command: unknown) => {
        if (!(command instanceof TransactWriteCommand)) return client.send(Object(command));
        const asked = new TransactWriteCommand({ ...command.input, ReturnConsumedCapacity: 'TOTAL' });
        const answer = await client.send(asked);
        consumed.push(answer.ConsumedCapacity?.[0]?.CapacityUnits ?? 0);
        return answer;
      },
    });
    const table = (await dynoxide?.makeTable()) ?? '';
    const { ports } = memoryPorts();
    const bodies = { put: () => Promise.reject(), get: () => Promise.reject() };
    const nonce = () => sha256(String(consumed.length));
    const own = { ...ports, records: recordTable({ client: counting, table, bodies }), nonce };
    const recording = (idempotencyKey: string) => ({
      tenant: 'tenant-a',
      idempotencyKey,
      fingerprint: sha256(idempotencyKey),
    });
    const { json } = await registerApplication(own, { ...recording('application'), name });
    const text = await declarationIn(name);
    const declared = { application: JSON.parse(json).id, text, format: 'json' } as const;
    for (const key of ['first', 'again']) await submitDeclaration(own, { ...recording(key), ...declared });
    expect(consumed).toEqual([registration.writeUnits, first.writeUnits, again.writeUnits]);
  });
});

test('what stands while nobody asks is what the templates hold', () => {
  const templates = makeApp()
    .node.children.filter(Stack.isStack)
    .map((stack) => Template.fromStack(stack));
  const count = (type: string) =>
    templates.reduce((sum, template) => sum + Object.keys(template.findResources(type)).length, 0);
  expect({
    keys: count('AWS::KMS::Key'),
    alarms: count('AWS::CloudWatch::Alarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
  }).toEqual(standing);
  const logs = templates.flatMap((template) => Object.values(template.findResources('AWS::Logs::LogGroup')));
  expect(new Set(logs.map(({ Properties }) => Properties.RetentionInDays))).toEqual(new Set([assumed.logMonths * 30]));
});

test('a request logs about as many bytes as the page assumes', async () => {
  const said: string[] = [];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const event = {
    routeKey: 'GET /v1/applications',
    requestContext: {
      requestId: 'JKJaXmPLvHcESHA=',
      authorizer: { jwt: { claims: { tenant: 'tenant-a', scope: 'nivas/read' }, scopes: ['nivas/read'] } },
    },
  };
  await readHandler(memoryPorts().ports)(event, lambdaContext);
  written.mockRestore();
  const bytes = Buffer.byteLength(said.join(''));
  expect(Math.abs(bytes - assumed.log.ours) / assumed.log.ours, `${bytes} bytes`).toBeLessThan(0.15);
});

test('each line is its quantity times its price', () => {
  for (const { quantity, price, usd } of monthly(typicalOf(measured))) {
    expect(usd).toBeCloseTo((quantity * price.usd) / price.per, 10);
    expect(usd).toBeGreaterThan(0);
  }
});
