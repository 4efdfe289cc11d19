import { expect, test } from 'vitest';
import { getApplication } from '../../shared/operations/get-application.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import { memoryPorts } from './ports.ts';

const tenant = 'tenant-a';
const data = { videos: { category: 'user.content.video', contexts: 'none', store: 'aws/ap-south-1' } };
const ofRole = (role: string) =>
  JSON.stringify({ application: 'Videos', roles: [role], data, complete: ['roles', 'data'] });

test('an application that leaves a regulator’s reach while it is read is not shown', async () => {
  const { ports } = memoryPorts();
  const recording = (key: string) => ({ tenant, idempotencyKey: key, fingerprint: key });
  const { json } = await registerApplication(ports, { ...recording('register'), name: 'Videos' });
  const application: string = JSON.parse(json).id;
  const declare = (key: string, role: string) =>
    submitDeclaration(ports, { ...recording(key), application, text: ofRole(role), format: 'json' });
  await declare('one', 'bank');
  const of = { reader: { issuers: ['rbi'] }, application };
  expect((await getApplication(ports, of)).version).toBe(1);
  const records = {
    ...ports.records,
    head: async (...asked: Parameters<typeof ports.records.head>) => {
      await declare('two', 'company');
      return ports.records.head(...asked);
    },
  };
  await expect(getApplication({ ...ports, records }, of)).rejects.toMatchObject({ code: 'not_found' });
});
