import { expect, test } from 'vitest';
import { applicationId } from '../../shared/audit/ids.ts';
import { getHealth } from '../../shared/operations/get-health.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { memoryPorts } from './ports.ts';

const asked = { tenant: 'tenant-a', idempotencyKey: 'k', fingerprint: 'f', name: 'Videos' };

test('an application gets an id made from tenant and key', async () => {
  const { ports } = memoryPorts();
  const { json, replayed } = await registerApplication(ports, asked);
  expect(JSON.parse(json)).toEqual({
    id: applicationId('tenant-a', 'k'),
    name: 'Videos',
    registeredAt: '2026-11-22T09:00:00.000Z',
  });
  expect(replayed).toBe(false);
});

test('an equal request gets the same answer, and nothing more is recorded', async () => {
  const { ports, clock, made } = memoryPorts();
  const { json } = await registerApplication(ports, asked);
  clock.now = '2027-01-01T00:00:00.000Z';
  expect(await registerApplication(ports, asked)).toEqual({ json, replayed: true });
  expect(made).toHaveLength(1);
});

test('another request under the key is refused; another tenant’s key is another key', async () => {
  const { ports } = memoryPorts();
  await registerApplication(ports, asked);
  await expect(registerApplication(ports, { ...asked, fingerprint: 'g' })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  expect((await registerApplication(ports, { ...asked, tenant: 'tenant-b' })).replayed).toBe(false);
});

test('the statement says what was registered, with a nonce', async () => {
  const { ports, made } = memoryPorts();
  await registerApplication(ports, asked);
  expect(JSON.parse(made[0]?.statement ?? '')).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://nivas.example/attestations/registration/v1',
    predicate: {
      name: 'Videos',
      'https://nivas.example/attestations/record/v1': { v: 1, tenant: 'tenant-a', nonce: '0'.repeat(64) },
    },
  });
});

test('health names what audits are judged by', async () => {
  const { ports } = memoryPorts();
  const { registry, policy } = await ports.catalogue.current();
  expect(await getHealth(ports)).toEqual({
    status: 'ok',
    engine: 'nivas/1',
    catalogue: 7,
    registry: registry.digest(),
    policySet: { name: 'default', digest: policy.digest },
  });
});
