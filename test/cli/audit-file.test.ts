import { describe, expect, test } from 'vitest';
import { auditFile } from '../../functions/cli/audit-file.ts';
import { written } from './terminal.ts';

const placed = (place: string) => ({
  kind: 'observed',
  certainty: 'configuration',
  sha256: 'a'.repeat(64),
  placements: [{ resource: 'Stack/Videos', asset: 'videos', activity: 'store', place, at: 'template.json' }],
});
const declared = 'application: X\ndata: { videos: { category: user.content.video, store: aws/ap-south-1 } }\n';

describe('evidence that stands beside a declaration', () => {
  test.each([
    { place: 'aws/ap-south-1', outcome: 'pass' },
    { place: 'aws/us-east-1', outcome: 'fail' },
  ])('at $place is judged: $outcome', async ({ place, outcome }) => {
    const { audit } = await auditFile(await written(declared), '2026-11-22', { plan: placed(place) });
    const findings = audit.packs.flatMap((pack) => pack.findings).filter(({ basis }) => basis === 'observed');
    expect(findings.map((one) => one.outcome)).toContain(outcome);
    expect(audit.inputs.observed).toHaveLength(1);
  });

  test('travels with the declaration', async () => {
    const { sent } = await auditFile(await written(declared), '2026-11-22', { plan: placed('IN') });
    expect(sent).toMatchObject({ application: 'X', evidence: { plan: placed('IN') } });
  });

  test('under a key that the declaration has already is refused', async () => {
    const file = await written(`${declared}evidence: { plan: ${JSON.stringify(placed('IN'))} }\n`);
    const both = auditFile(file, '2026-11-22', { plan: placed('US') });
    await expect(both).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
