import { readFileSync } from 'node:fs';
import { readDeclaration } from '../../functions/cli/audit-file.ts';
import { type HookPorts, hookHandler } from '../../functions/edge/hook/handler.ts';

export const now = new Date('2026-11-22T06:00:00Z');
export const context = { awsRequestId: 'r-1' };
export const account = '123456789012';

export const example = (name: string) => readFileSync(`examples/${name}`, 'utf8');

/** A declaration of the examples as the stack is made with it. */
export async function declared(name: string): Promise<string> {
  const { reading } = await readDeclaration(`examples/${name}/residency.yaml`, '2026-11-22');
  return JSON.stringify(reading.source.raw);
}

/** An event as CloudFormation documents it, with its content in it. */
export const event = (template: unknown, own: object = {}) => ({
  awsAccountId: account,
  stackId: `arn:aws:cloudformation:ap-south-1:${account}:stack/videos/1`,
  hookTypeName: 'Nivas::Residency::Hook',
  hookTypeVersion: '00000001',
  hookModel: { LambdaFunction: 'arn' },
  actionInvocationPoint: 'CREATE_PRE_PROVISION',
  requestData: {
    targetName: 'STACK',
    targetType: 'STACK',
    targetLogicalId: 'videos',
    targetModel: { template, previousTemplate: null },
  },
  requestContext: { invocation: 1, callbackContext: null },
  clientRequestToken: 'token',
  ...own,
});

export const address = 'https://hooks.s3.ap-south-1.amazonaws.com/stack?X-Amz-Signature=secret';

export const eventAt = (payload: string, targetType = 'STACK') =>
  event(undefined, { requestData: { targetName: targetType, targetType, targetLogicalId: 'videos', payload } });

export const nobody: typeof fetch = () => Promise.reject(new Error('nothing may be fetched'));

/** What is answered, and what was logged meanwhile. */
export async function asked(sent: unknown, declaration: string, own: Partial<HookPorts> = {}) {
  const logged: unknown[] = [];
  const log = {
    info: (message: string, fields: object) => logged.push({ message, ...fields }),
    error: (message: string, fields: object) => logged.push({ message, ...fields }),
  };
  const handler = hookHandler({
    declaration: () => declaration,
    region: 'ap-south-1',
    allowUnknown: false,
    now: () => now,
    fetch: nobody,
    log,
    ...own,
  });
  return { ...(await handler(sent, context)), logged };
}
