import { engine } from '../../../shared/audit/audit.ts';
import { releaseDocuments, releaseRulebook } from '../../../shared/policy/release.ts';
import { visible } from '../../../shared/report/lines.ts';
import { absent, type Finding, well, wrong } from './finding.ts';
import { healthIn } from './health.ts';
import type { Patient } from './patient.ts';

/** Whether the service judges as this checkout would. */
export async function judgesAsHere(patient: Patient): Promise<readonly Finding[]> {
  const health = healthIn(patient);
  if (health === undefined) return [absent('engine, registry and policy: the service does not say them')];
  const { registry, policy } = releaseRulebook(isOurs(health.policySet.name) ? health.policySet.name : undefined);
  const compared = [
    { what: 'engine', there: health.engine, here: engine },
    { what: 'registry', there: health.registry, here: registry.digest() },
    { what: 'policy set', there: health.policySet.digest, here: policy.digest },
  ];
  const differing = compared.filter(({ there, here }) => there !== here);
  if (differing.length === 0)
    return [well(`engine ${engine}, registry and policy set \`${health.policySet.name}\` are those of this checkout`)];
  const list = differing.map(({ what, there, here }) => `the ${what} is \`${visible(there)}\`, here \`${here}\``);
  return [
    wrong(
      `the service judges by other rules than this checkout: ${list.join('; ')}. Another release is deployed, or this ` +
        'checkout was changed. Check out the release that is deployed, or deploy (here: start) this one',
    ),
  ];
}

/** A set that this release does not have is compared with its default, and differs. */
const isOurs = (name: string): boolean => releaseDocuments.policy.content.sets.some(({ set }) => set === name);
