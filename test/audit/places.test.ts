import { expect, test } from 'vitest';
import { placements, sightings } from '../../shared/audit/places.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { isUnknown } from '../../shared/policy/unknown.ts';
import { resolver } from '../../shared/registry/lookup.ts';

const { registry } = releaseRulebook();
const context = { registry, resolve: resolver(registry), scheme: 'approved-hosts', asOf: '2026-11-22' };

/** `store: aws/ap-south-1`, of which evidence of the given certainty shows the same place. */
function stored(certainty: 'configuration' | 'hint') {
  const placement = { resource: 'bucket', asset: 'videos', activity: 'store', place: 'aws/ap-south-1' } as const;
  const seen = sightings({ one: { kind: 'observed', certainty, sha256: '', placements: [placement] } }, context);
  const [placed, ...others] = placements('videos', 'store', [{ at: 'aws/ap-south-1' }], true, {
    seen,
    context,
    required: true,
  });
  expect(others).toEqual([]);
  return { basis: placed?.basis, known: !isUnknown(placed?.place.onlyIn('IN')) };
}

test('where evidence is required, configuration shows a place and a hint shows nothing', () => {
  expect(stored('configuration')).toEqual({ basis: 'observed', known: true });
  expect(stored('hint')).toEqual({ basis: 'declared', known: false });
});
