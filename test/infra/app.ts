import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { addStacks, type Settings } from '../../infra/stacks.ts';

// CDK's own check of templates takes seconds; `checks.test.ts` has it.
process.env.CDK_VALIDATION = 'false';

export const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')));

export const settings: Settings = {
  region: 'ap-south-1',
  standbyRegion: 'ap-south-2',
  tokens: { issuer: 'https://issuer.example.in/', audience: ['nivas', 'console'] },
};

/** The app as `cdk.json` has it, with nothing bundled. */
export function makeApp(own: Partial<Settings> = {}): App {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  addStacks(app, { ...settings, ...own });
  return app;
}

/** The template of one stack; the app is synthesised on the first call. */
export function templateOf(app: App, name: string): Template {
  const stack = app.node.findChild(name);
  if (!Stack.isStack(stack)) throw new Error(`\`${name}\` is no stack`);
  return Template.fromStack(stack);
}

/** Text of an ARN or a name as it stands in a template, joins included: `arn:<Partition>:kms:ap-south-2:<AccountId>:…`. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': got, 'Fn::ImportValue': imported } = Expression.parse(value);
  if (join !== undefined) return join[1].map(shown).join(join[0]);
  return `<${(got?.join('.') ?? imported ?? Ref ?? '').replace('AWS::', '')}>`;
}

const Expression = z.strictObject({
  Ref: z.string().optional(),
  'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]).optional(),
  'Fn::GetAtt': z.array(z.string()).optional(),
  'Fn::ImportValue': z.string().optional(),
});
