import { auditReading, readText } from '../../shared/audit/audit-text.ts';
import type { Audit } from '../../shared/audit/finding.ts';
import { parsePointer } from '../../shared/declaration/pointer.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { explainer } from '../../shared/report/explanation.ts';
import type { Reported } from '../../shared/report/reported.ts';
import { nothingWaived } from '../../shared/waiver/waiving.ts';
import { hostile } from './audits.ts';

const release = releaseRulebook();
const explain = explainer(release);

/** A declaration, audited and ready to be reported. */
export function reported(yaml: string, more: Partial<Reported> = {}): Reported {
  const reading = readText(yaml, 'yaml', release);
  const file = more.file ?? 'apps/residency.yaml';
  return {
    audit: auditReading(reading, release, '2026-11-22').audit,
    name: reading.declaration.application,
    file,
    placeOf: (pointer) => ({ file, ...reading.source.locate(parsePointer(pointer)) }),
    placeOfSeen: (at) => ({ file: at }),
    explain,
    allowUnknown: false,
    lookedAt: [],
    waiving: nothingWaived,
    ...more,
  };
}

/** An audit whose every word of the operator is an attack, in a file of that name. */
export const attacked = (attack: string): Reported => ofAudit(hostile(attack), attack);

export const ofAudit = (audit: Audit, name: string): Reported => ({
  audit,
  name,
  file: name,
  placeOf: () => ({ file: name, line: 3, column: 1 }),
  placeOfSeen: () => ({ file: name, line: 4, column: 1 }),
  explain,
  allowUnknown: false,
  lookedAt: [],
  waiving: nothingWaived,
});

/** What an operator may write to reach whoever reads a report, beyond what is meant for a browser. */
export const tricks = [
  ']]><failure/>',
  '\u0000\u0008\u000b\ufffe\uffff\u202e',
  '%0A::error::%0D%25',
  '\n::add-mask::everything\r\n::error file=x::y',
  '](https://evil.example) [here](javascript:x) {0}',
  '``` ` `` @everyone #1 https://evil.example www.evil.example',
  '| a | b |\n| --- | --- |\n# heading\n- item\n1. one\n> quoted',
  '<!-- <details> --> &lt;b&gt; &amp; &#60;script&#62; $x$ ~~y~~ ![p](q)',
  '/etc/passwd,line=1:2',
  'a'.repeat(500),
] as const;
