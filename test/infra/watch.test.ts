import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { lambdas } from '../../shared/api/routes.ts';
import { makeApp, shown, templateOf } from './app.ts';

const app = makeApp();
const template = templateOf(app, 'NivasWatch');
const functions = templateOf(app, 'NivasFunctions');

const Alarm = z.object({ AlarmName: z.string(), AlarmDescription: z.string(), TreatMissingData: z.string() });
const alarmsOf = (stack: typeof template) =>
  Object.values(stack.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Alarm.parse(Properties));
const alarms = [...alarmsOf(template), ...alarmsOf(functions)];
const Rule = z.object({ Name: z.string(), Description: z.string(), Targets: z.array(z.object({ Input: z.string() })) });
const notices = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) =>
  Rule.parse(Properties),
);

describe('the runbook', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const paragraphs = new Map(
    runbook
      .slice(runbook.indexOf('\n## Alarms\n'))
      .split(/^### /m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf('\n')), text] as const),
  );
  const named = (text: string) => /docs\/runbook\.md#([a-z0-9-]+)$/.exec(text)?.[1] ?? `no heading in: ${text}`;

  test('has a paragraph for each alarm and each notice, and none for anything else', () => {
    const wanted = [...alarms.map((each) => each.AlarmDescription), ...notices.map((each) => each.Description)].map(
      named,
    );
    expect([...paragraphs.keys()].sort()).toEqual([...new Set(wanted)].sort());
  });

  test.each([...paragraphs])('%s says what it means, where to look, what to do and whom to wake', (_heading, text) => {
    for (const part of ['Means', 'Look\\s+first', 'Do', 'Wake'])
      expect(text).toMatch(new RegExp(`\\*\\*${part}\\*\\*`));
  });

  test('names every alarm under its heading', () => {
    const spelt = (text: string) => [...text.matchAll(/`(nivas-[^`]+)`/g)].map(([, name = '']) => name);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const patterns = spelt(paragraphs.get(named(AlarmDescription)) ?? '').map((name) =>
        name.replace(/<\w+>/g, '\\w+'),
      );
      expect([AlarmName, patterns.some((pattern) => new RegExp(`^${pattern}$`).test(AlarmName))]).toEqual([
        AlarmName,
        true,
      ]);
    }
  });
});

describe('alarms', () => {
  test('are these and no other', () => {
    const own = (lambda: string) => ['errors', 'slow', 'throttles'].map((kind) => `${lambda}-${kind}`);
    const ofTable = (table: string) =>
      ['errors', 'reads-throttled', 'replica-late', 'writes-throttled'].map((kind) => `${table}-${kind}`);
    const ofFolder = (folder: string) => [`bodies-${folder}-late`, `bodies-${folder}-not-copied`];
    const wanted = [
      'api-5xx',
      'concurrency',
      ...lambdas.flatMap(own),
      ...['records', 'catalogue'].flatMap(ofTable),
      ...['t', 'catalogue'].flatMap(ofFolder),
    ];
    expect(
      alarmsOf(template)
        .map(({ AlarmName }) => AlarmName)
        .sort(),
    ).toEqual(wanted.map((name) => `nivas-${name}`).sort());
  });

  test('each sends its message to the one topic, and a night without data does not ring', () => {
    const [topic = ''] = Object.keys(template.findResources('AWS::SNS::Topic'));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: topic }] });
    expect(new Set(alarms.map(({ TreatMissingData }) => TreatMissingData))).toEqual(new Set(['notBreaching']));
  });

  test('no alarm adds metrics up: a sum of which one part has no data has none either', () => {
    const expressions = JSON.stringify(
      [template, functions].map((each) => each.findResources('AWS::CloudWatch::Alarm')),
    );
    expect(expressions).not.toMatch(/"Expression":"(?!SELECT )/);
  });

  test('the replica’s delay is asked of the region it is in', () => {
    const properties = { MetricName: 'ReplicationLatency', Namespace: 'AWS/DynamoDB', Threshold: 60_000 };
    const Dimensions = Match.arrayWith([{ Name: 'ReceivingRegion', Value: 'ap-south-2' }]);
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { ...properties, Dimensions }, 2);
  });
});

describe('messages', () => {
  test('go through a topic that is encrypted with a key of its own, only over TLS, only from alarms and rules', () => {
    const [key = ''] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] } });
    const ofAccount = { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } };
    const [used] = Object.values(template.findResources('AWS::KMS::Key'));
    expect(used?.Properties.KeyPolicy.Statement.slice(1)).toMatchObject([
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        ...ofAccount,
      },
      { Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
    ]);
    const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policy?.Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Principal: { Service: 'cloudwatch.amazonaws.com' }, ...ofAccount },
      { Principal: { Service: 'events.amazonaws.com' } },
    ]);
  });

  test('tell of a deployment that went back and of a key at risk, in a sentence', () => {
    expect(notices.map(({ Name }) => Name)).toEqual(['nivas-deployment-went-back', 'nivas-key-at-risk']);
    for (const { Name, Description, Targets } of notices)
      expect(Targets).toEqual([{ Input: JSON.stringify(`${Name}: ${Description}`) }]);
  });
});

test('the dashboard shows what functions count, under the names they count it by, and is given out', () => {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = shown(dashboard?.Properties.DashboardBody);
  for (const name of ['requests', 'faults', 'latency'])
    expect(body).toContain(`SEARCH('{Nivas,service,route} MetricName=\\"${name}\\"`);
  expect(body).toContain(`SEARCH('{Nivas,service,verdict} MetricName=\\"audits\\"`);
  template.hasOutput('Dashboard', {});
  template.hasOutput('Alarms', {});
});
