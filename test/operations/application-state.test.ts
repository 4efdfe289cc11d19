import { expect, test } from 'vitest';
import { applicationState } from '../../shared/operations/application-state.ts';

test('what packs said is in one order, whatever order a table keeps it in', () => {
  const shown = (packs: Readonly<Record<string, 'compliant'>>) =>
    JSON.stringify(
      applicationState({
        tenant: 'acme',
        application: 'a',
        name: 'Videos',
        registeredAt: '2026-11-22T09:00:00.000Z',
        version: 1,
        current: { audit: 'b', at: '2026-11-22T10:00:00.000Z', verdict: 'compliant', packs, sites: [], catalogue: 1 },
      }),
    );
  expect(shown({ b: 'compliant', a: 'compliant' })).toBe(shown({ a: 'compliant', b: 'compliant' }));
});
