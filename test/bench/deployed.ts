import { stringify } from 'yaml';
import { audit } from '../../shared/audit/audit.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { readTemplate } from '../../shared/evidence/deployed/cloudformation/read-template.ts';
import { observe } from '../../shared/evidence/deployed/observe/observe.ts';
import { toEvidence } from '../../shared/evidence/deployed/to-evidence.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { answered } from './declarations.ts';
import { median } from './median.ts';
import { template } from './template.ts';

/**
 * Milliseconds from the text of a template to the digest of the audit with all packs, in process: the median of seven,
 * after one to warm up. `growth` is how many times longer ten times the resources take, each in one place: an audit
 * takes 5,000 placements.
 */
export function deployedTimes() {
  const { registry, policy } = releaseRulebook();
  const asset = Object.keys(answered.data)[0] ?? '';
  const declared = JSON.stringify({ ...answered, resources: { [asset]: ['*'] } });
  const reading = declarationReader(policy.facts)(declared, 'json');
  const time = (source: string) => {
    const run = () => {
      const observation = observe(readTemplate(source, { file: 't', region: 'ap-south-1' }), { registry });
      const evidence = toEvidence(observation, reading.declaration, '0'.repeat(64));
      audit({ ...reading, evidence, registry, policy, asOf: '2026-11-22' });
    };
    run();
    return median(
      Array.from({ length: 7 }, () => {
        const start = performance.now();
        run();
        return performance.now() - start;
      }),
    );
  };
  const json = (count: number, places: 1 | 2) => time(JSON.stringify(template(count, places)));
  return {
    json: json(500, 2),
    yaml: time(stringify(template(500, 2))),
    growth: json(5_000, 1) / json(500, 1),
  };
}
