import type { Finding, PackResult } from '../audit/finding.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import { deployedSaid, unreadSaid } from './deployed.ts';
import { leniency, waivedText } from './leniency.ts';
import { visible } from './lines.ts';
import { placed, placeOfFinding, type Reported, seenLines } from './reported.ts';
import { counted, known, meaning } from './words.ts';

/**
 * An audit as JUnit XML: a suite for each pack, a case for each rule and subject. A failure fails, what nobody can tell
 * is an error; both are skipped where they are waived or allowed, and so is the one case of a pack that does not apply.
 * What was looked at is a suite, too, and a file of which something was not read is skipped.
 *
 * What stands beside the verdict is left out: a red case here means that the audit is not compliant.
 */
export function junit(reported: Reported): string {
  const { audit, name, lookedAt } = reported;
  const suites = [
    ...audit.packs.map((pack) => suiteOf(pack, reported)),
    ...(lookedAt.length === 0 ? [] : [deployedSuite(lookedAt)]),
  ];
  const sum = totals(suites.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `${name}, as of ${audit.asOf}: ${audit.verdict}`, ...sum })}>`,
    ...suites.map(({ markup }) => markup),
    '</testsuites>',
  ].join('\n');
}

type Case = { readonly kind: 'pass' | 'failure' | 'error' | 'skipped'; readonly markup: string };

type Suite = { readonly cases: readonly Case[]; readonly markup: string };

function suiteOf(pack: PackResult, reported: Reported): Suite {
  const { audit } = reported;
  const lenient = leniency(reported);
  const cases = pack.findings.map((finding) => caseOf(pack, finding, reported));
  const all = cases.length > 0 ? cases : [unjudged(pack, reported)];
  const properties = {
    verdict: pack.verdict,
    why: pack.why,
    audit: `${audit.verdict}: ${meaning[audit.verdict]}`,
    digest: audit.digest,
    ...(lenient.length === 0 ? {} : { leniency: lenient.join(' ') }),
  };
  const name = [pack.pack, pack.version].filter((word) => word !== null).join(' ');
  return suite(name, properties, all);
}

function deployedSuite(lookedAt: readonly LookedAt[]): Suite {
  const name = 'What is deployed';
  const cases = lookedAt.map((one): Case => {
    const lines = unreadSaid([one]).map(({ place, said }) => visible(`${placed(place)} ${said}`));
    const open = `    <testcase${attributes({ classname: name, name: one.name, file: one.name, time: 0 })}`;
    if (lines.length === 0) return { kind: 'pass', markup: `${open}/>` };
    const message = `${counted(lines.length, 'place')} in it could not be read`;
    const told = `      <skipped${attributes({ message })}>${xml(lines.join('\n'))}</skipped>`;
    return { kind: 'skipped', markup: [`${open}>`, told, '    </testcase>'].join('\n') };
  });
  return suite(name, { coverage: deployedSaid(lookedAt).join('. ') }, cases);
}

const suite = (name: string, properties: Readonly<Record<string, string>>, cases: readonly Case[]): Suite => ({
  cases,
  markup: [
    `  <testsuite${attributes({ name, ...totals(cases) })}>`,
    '    <properties>',
    ...Object.entries(properties).map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases.map(({ markup }) => markup),
    '  </testsuite>',
  ].join('\n'),
});

function totals(cases: readonly Case[]) {
  const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function caseOf({ pack }: PackResult, finding: Finding, reported: Reported): Case {
  const { rule, subject, because, basis, remedy, missing, clause } = finding;
  const kind = kindOf(finding, reported);
  const place = placeOfFinding(finding, reported);
  const { file, line } = place;
  const open = `    <testcase${attributes({ classname: pack, name: `${rule}: ${subject}`, file, line, time: 0 })}`;
  if (kind === 'pass') return { kind, markup: `${open}/>` };
  const waiver = reported.waiving.of(finding);
  const lines = [
    ...(waiver === undefined ? [] : [waivedText(waiver)]),
    `${placed(place)} (${known[basis]})`,
    because,
    ...seenLines(finding, reported),
    clause,
    ...(remedy === undefined ? [] : [remedy]),
    ...missing.map(({ ask }) => ask),
  ];
  const type = kind === 'skipped' ? {} : { type: `${pack}/${rule}` };
  const told = `      <${kind}${attributes({ message: because, ...type })}>${xml(lines.map(visible).join('\n'))}</${kind}>`;
  return { kind, markup: [`${open}>`, told, '    </testcase>'].join('\n') };
}

function kindOf(finding: Finding, { allowUnknown, waiving }: Reported): Case['kind'] {
  switch (finding.outcome) {
    case 'fail':
      return waiving.of(finding) === undefined ? 'failure' : 'skipped';
    case 'unknown':
      return allowUnknown ? 'skipped' : 'error';
    case 'not-applicable':
      return 'skipped';
    case 'pass':
      return 'pass';
  }
}

function unjudged({ pack, why }: PackResult, { file }: Reported): Case {
  const open = `    <testcase${attributes({ classname: pack, name: 'applies', file, time: 0 })}>`;
  return {
    kind: 'skipped',
    markup: `${open}\n      <skipped${attributes({ message: why })}/>\n    </testcase>`,
  };
}

const attributes = (named: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(named)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xml(visible(String(value)))}"`]))
    .join('');

/** Text of XML 1.0. Characters that it cannot hold, even escaped, and halves of characters become �. */
export const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
