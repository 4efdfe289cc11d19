import { auditText } from '../../shared/audit/audit-text.ts';
import type { Audit, RecordedAudit } from '../../shared/audit/finding.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const release = releaseRulebook();

export const audited = (yaml: string, asOf = '2026-11-22'): Audit => auditText(yaml, 'yaml', release, asOf).audit;

/** Half of everything is missing: failures, questions that several packs ask, what no answer settles, a vague place. */
export const half = `
application: Half
roles: [payment-system-operator]
data:
  payments: { category: user.financial.payment, store: aws/us-east-1, access: [IN, somewhere] }
  totals: { category: derived.financial.payment, contexts: none, store: aws/us-east-1 }
  videos: { category: user.content.video, store: Yotta }
  unnamed: { store: aws/ap-south-1 }
terms: { quote: we keep it at home, storedOnlyIn: [IN] }
`;

/** Nothing fails yet, and half of everything is missing. */
export const open = half
  .replaceAll('aws/us-east-1', 'aws/ap-south-1')
  .replace('  totals:', '  mail: { contexts: none, store: aws/ap-south-1 }\n  totals:')
  .replace(/terms: .*/, 'terms: {}');

/** What an operator may write to reach a regulator's screen. */
export const attacks = [
  '<script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 1">',
  "'><svg onload='window.hit = 1'>",
  'javascript:window.hit=1',
  '</style><script>window.hit = 1</script>',
  '</title><script>window.hit = 1</script>',
  '`<b onmouseover=window.hit=1>`',
  '<!-- --><iframe srcdoc="<script>parent.hit = 1</script>">',
  '\u202egnp.exe',
] as const;

/** One attack in every field that takes an operator's words. */
export function hostile(attack: string): RecordedAudit {
  const said = JSON.stringify(attack);
  const audit = audited(`
application: ${said}
operator: { name: ${said}, country: IN }
owners: { parent: { name: ${said}, country: CN } }
orders: { order: { kind: blocking, status: ${said} } }
data:
  videos: { category: ${said}, store: ${said}, process: [${said}, US], log: { at: ${said} } }
  mail: { category: user.contact.email, store: [${said}, US], process: aws/ap-south-1 }
terms: { storedOnlyIn: [IN], quote: ${said} }
`);
  const evidence = [{ kind: attack, sha256: attack }];
  return {
    id: attack,
    application: attack,
    name: attack,
    recordedAt: '2026-11-22T00:00:00Z',
    previous: attack,
    catalogue: 1,
    ...audit,
    coverage: { ...audit.coverage, evidence },
    terms: {
      sha256: attack,
      original: attack,
      quote: { line: 1, column: 1 },
      sentences: [{ sentence: attack, why: 'country', named: attack, contradicts: true, line: 2, column: 1 }],
      more: 1,
    },
    warnings: [...audit.warnings, { pointer: attack, message: attack, candidates: [attack] }],
  };
}
