import { expect, test } from 'vitest';
import { auditDeployed } from '../../functions/cli/audit-deployed.ts';
import { makeService } from '../api/service.ts';
import { typed } from './terminal.ts';

const folder = 'examples/four-routes';
const evidence = { evidence: [`${folder}/template.yaml`], region: 'ap-south-1' };

test('the command and a service give one digest of what is deployed', async () => {
  const { audit, sent } = await auditDeployed(`${folder}/residency.yaml`, '2026-11-22', evidence);
  const { status, text } = await makeService().send({
    method: 'POST',
    path: '/v1/checks',
    query: 'asOf=2026-11-22',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  expect({ status, digest: JSON.parse(text).digest }).toEqual({ status: 200, digest: audit.digest });
  const { out } = await typed(
    'check',
    `${folder}/residency.yaml`,
    '--evidence',
    `${folder}/template.yaml`,
    '--region',
    'ap-south-1',
    '--as-of',
    '2026-11-22',
  );
  expect(out).toContain(audit.digest);
});

test('no word of a template travels, but places, addresses and the digest of its bytes', async () => {
  const { sent } = await auditDeployed(`${folder}/residency.yaml`, '2026-11-22', evidence);
  const text = JSON.stringify(sent);
  expect(text).toContain('aws/eu-west-1');
  expect(text).not.toMatch(/PAY_PER_REQUEST|123456789012|role\/copy/);
});
