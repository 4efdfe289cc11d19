import { audit } from '../../shared/audit/audit.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { answered, unanswered } from './declarations.ts';

/** Audits a second on one core, from parsed declaration to digest: the best of five runs, after a warm-up. */
export function engineRates() {
  const { registry, policy } = releaseRulebook();
  const read = declarationReader(policy.facts);
  const judge = (declaration: object) => {
    const reading = read(JSON.stringify(declaration), 'json');
    return () => audit({ ...reading, registry, policy, asOf: '2026-11-22' });
  };
  const said = judge(answered)().packs;
  return {
    answered: rate(judge(answered)),
    unanswered: rate(judge(unanswered)),
    packs: policy.packs.length,
    applying: said.filter(({ reach }) => reach === 'applies').length,
    findings: said.reduce((sum, pack) => sum + pack.findings.length, 0),
  };
}

function rate(run: () => unknown): number {
  const runs = 500;
  for (let index = 0; index < runs; index += 1) run();
  const seconds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    for (let index = 0; index < runs; index += 1) run();
    return (performance.now() - start) / 1000;
  });
  return Math.round(runs / Math.min(...seconds));
}
