import { roles as allRoles } from '../../shared/declaration/vocabulary.ts';
import { but, observed, placing } from './declarations.ts';
import { both, type Engine, type Given, verdicts } from './engine.ts';

/** What one pack says of one declaration; `finding` is `rule outcome` or `rule outcome basis` that must be there. */
export type Scenario = {
  readonly given: Given;
  readonly pack: string;
  readonly want: string;
  readonly finding?: string;
};

const row = (given: Given, pack: string, want: string, finding?: string): Scenario =>
  finding === undefined ? { given, pack, want } : { given, pack, want, finding };

const books = (copyHere: boolean, copyThere: boolean) => ({ data: { books: { copyHere, copyThere } } });
const reading = (option: string) => ({ set: { readings: { 'fixture-readings/where': option } } });
const plan = (...seen: [string, string, string][]) => ({ evidence: { plan: observed('configuration', ...seen) } });
const dns = (...seen: [string, string, string][]) => ({ evidence: { dns: observed('hint', ...seen) } });
const ids = (at: string) => placing('identities', { store: { at, by: 'vendor', tier: 'cold' } });
const demanding = { set: { attestation: 'required' as const } };
const roles = (...said: string[]) => ({ roles: said });
const partner = { roles: ['llp'], complete: ['roles', 'data', 'contexts', 'documents', 'owners'] };

export const scenarios: readonly Scenario[] = [
  // readings
  row(but('all readings hold', {}), 'fixture-readings', 'compliant'),
  row(
    but('two rules fail under opposite readings', books(false, false)),
    'fixture-readings',
    'non-compliant',
    'here unknown',
  ),
  row(but('a rule fails under one reading', books(false, true)), 'fixture-readings', 'indeterminate'),
  row(
    but('a chosen reading under which it holds', books(false, true), reading('there')),
    'fixture-readings',
    'compliant',
  ),
  row(
    but('a chosen reading under which it fails', books(false, true), reading('here')),
    'fixture-readings',
    'non-compliant',
    'here fail',
  ),
  // versions
  row(but('the day before the first version', {}, { asOf: '2018-10-14' }), 'rbi-payment-data', 'not-applicable'),
  row(
    but('the first day', placing('payments', { backup: 'SG' }), { asOf: '2018-10-15' }),
    'rbi-payment-data',
    'non-compliant',
  ),
  row(
    but('the last day of an old version', placing('identities', { retention: 'P7Y' }), { asOf: '2025-12-31' }),
    'fixture-assets',
    'compliant',
    'kept-long-enough pass',
  ),
  row(
    but(
      'the first day of a new version',
      both(placing('identities', { retention: 'P7Y' }), { facts: { small: false } }),
      { asOf: '2026-01-01' },
    ),
    'fixture-assets',
    'non-compliant',
    'kept-about-right fail',
  ),
  row(but('the last day of the last version', {}, { asOf: '2029-12-31' }), 'fixture-confines', 'compliant'),
  row(but('after the last version', {}, { asOf: '2030-01-01' }), 'fixture-confines', 'not-applicable'),
  // suspension
  row(
    but('before a suspension', placing('payroll', { store: 'US' }), { asOf: '2026-11-30' }),
    'fixture-confines',
    'non-compliant',
  ),
  row(
    but('on the first day of a suspension', placing('payroll', { store: 'US' }), { asOf: '2026-12-01' }),
    'fixture-confines',
    'indeterminate',
    'payroll unknown',
  ),
  row(
    but('on the last day of a suspension', placing('payroll', { store: 'US' }), { asOf: '2026-12-31' }),
    'fixture-confines',
    'indeterminate',
  ),
  row(
    but('after a suspension', placing('payroll', { store: 'US' }), { asOf: '2027-01-01' }),
    'fixture-confines',
    'non-compliant',
  ),
  row(but('a suspension does not touch what passes', {}, { asOf: '2026-12-15' }), 'fixture-confines', 'compliant'),
  row(
    but('a lifted suspension', placing('payroll', { store: 'US' }), {
      asOf: '2026-12-15',
      lift: ['fixture-confines/payroll'],
    }),
    'fixture-confines',
    'non-compliant',
  ),
  row(
    but('another lifted suspension', placing('payroll', { store: 'US' }), {
      asOf: '2026-12-15',
      lift: ['other/payroll'],
    }),
    'fixture-confines',
    'indeterminate',
  ),
  row(
    but('a suspension that the policy set lifts', placing('payroll', { store: 'US' }), {
      asOf: '2026-12-15',
      set: { lift: ['fixture-confines/payroll'] },
    }),
    'fixture-confines',
    'non-compliant',
  ),
  // out of reach
  row(but('looked after by another authority', roles('company', 'ifsc-entity')), 'fixture-attested', 'not-applicable'),
  row(
    but('a partnership of two', { ...roles('company', 'llp'), facts: { partners: 2 } }),
    'fixture-attested',
    'not-applicable',
  ),
  row(
    but('a partnership of three', { ...roles('company', 'llp'), facts: { partners: 3 } }),
    'fixture-attested',
    'compliant',
  ),
  row(
    but('a partnership of nobody knows how many', { ...roles('company', 'llp'), facts: { partners: null } }),
    'fixture-attested',
    'indeterminate',
    'applies-to unknown',
  ),
  // documents behind facts
  row(but('a permit by its document', {}), 'fixture-attested', 'compliant', 'permit pass attested'),
  row(
    but('a bare claim of a permit', { facts: { permitSeen: true } }),
    'fixture-attested',
    'compliant',
    'permit pass declared',
  ),
  row(
    but('a permit by a document of another kind', { facts: { permitSeen: { value: true, document: 'policy' } } }),
    'fixture-attested',
    'compliant',
    'permit pass declared',
  ),
  row(
    but('a bare claim where documents are demanded', { facts: { permitSeen: true } }, demanding),
    'fixture-attested',
    'indeterminate',
    'permit unknown',
  ),
  row(
    but(
      'a document of another kind where documents are demanded',
      { facts: { permitSeen: { value: true, document: 'policy' } } },
      demanding,
    ),
    'fixture-attested',
    'indeterminate',
    'permit unknown',
  ),
  row(but('all documents where they are demanded', {}, demanding), 'fixture-attested', 'compliant'),
  row(
    but(
      'a document without its digest where documents are demanded',
      { documents: { register: { sha256: null } } },
      demanding,
    ),
    'fixture-attested',
    'indeterminate',
    'register unknown',
  ),
  row(
    but(
      'an admission without its digest where documents are demanded',
      { documents: { register: { sha256: null, copies: 1 } } },
      demanding,
    ),
    'fixture-attested',
    'non-compliant',
    'register fail',
  ),
  // derived duties
  row(
    but('a duty derived from a rule in force', placing('payroll', { access: 'US' })),
    'fixture-duties',
    'non-compliant',
    'access-too fail',
  ),
  row(
    but('a duty derived from a suspended rule', placing('payroll', { access: 'US' }), { asOf: '2026-12-15' }),
    'fixture-duties',
    'indeterminate',
    'access-too unknown',
  ),
  row(
    but('a duty of a rule that has ended', placing('payroll', { access: 'US' }), { asOf: '2030-01-01' }),
    'fixture-duties',
    'compliant',
  ),
  row(but('no rule confines books', placing('books', { access: 'US' })), 'fixture-duties', 'compliant'),
  // suspicion
  row(
    but('no role, but data of those who have it', partner),
    'rbi-payment-data',
    'indeterminate',
    'applies-to unknown',
  ),
  row(
    but('no role, and every one denied', {
      ...partner,
      notRoles: allRoles.filter((role) => role !== 'llp'),
    }),
    'rbi-payment-data',
    'not-applicable',
  ),
  row(but('no role, and no such data', { ...partner, data: { payments: null } }), 'rbi-payment-data', 'not-applicable'),
  row(
    but('no role, and data that may be', {
      ...partner,
      data: { payments: null, names: { category: 'user.financial' } },
    }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('no role, and perhaps other data', {
      ...partner,
      data: { payments: null },
      complete: ['roles', 'contexts', 'documents', 'owners'],
    }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('open roles', { roles: ['company'], complete: ['data', 'contexts', 'documents', 'owners'] }),
    'rbi-payment-data',
    'indeterminate',
  ),
  // data that is expected
  row(
    but('identities nowhere', { data: { identities: null } }),
    'fixture-assets',
    'indeterminate',
    'data-expected unknown',
  ),
  row(
    but('identities by context', {
      data: {
        identities: null,
        names: { contexts: ['kyc-file'], retention: 'P1Y', store: { at: 'IN', by: 'vendor', tier: 'hot' } },
      },
    }),
    'fixture-assets',
    'compliant',
  ),
  // documents
  row(
    but('a document that is missing from all', {
      documents: { policy: null },
      facts: { vaulted: true, permitSeen: true },
    }),
    'fixture-documents',
    'non-compliant',
    'policy fail',
  ),
  row(
    but('a document that is missing from some', {
      documents: { policy: null },
      facts: { vaulted: true },
      complete: ['roles', 'data', 'contexts', 'owners'],
    }),
    'fixture-documents',
    'indeterminate',
    'policy unknown',
  ),
  row(
    but('a document that falls short, perhaps one of several', {
      documents: { policy: { approved: false } },
      complete: ['roles', 'data', 'contexts', 'owners'],
    }),
    'fixture-documents',
    'indeterminate',
    'policy unknown',
  ),
  row(
    but('one of two documents suffices', {
      documents: { old: { kind: 'storage-policy', approved: false, reviewedOn: '2020-01-01', pages: 9 } },
    }),
    'fixture-documents',
    'compliant',
    'policy pass',
  ),
  row(
    but('a document reviewed a year ago to the day', { documents: { policy: { reviewedOn: '2025-11-22' } } }),
    'fixture-documents',
    'compliant',
  ),
  row(
    but('a document reviewed a year and a day ago', { documents: { policy: { reviewedOn: '2025-11-21' } } }),
    'fixture-documents',
    'non-compliant',
  ),
  row(
    but('a document of tomorrow', { documents: { policy: { reviewedOn: '2026-11-23' } } }),
    'fixture-documents',
    'non-compliant',
  ),
  row(
    but('no documents, said aloud', {
      documents: 'none',
      terms: { document: null },
      facts: { vaulted: true, permitSeen: true },
    }),
    'fixture-documents',
    'non-compliant',
  ),
  row(but('an unneeded document', { facts: { agent: false } }), 'fixture-documents', 'compliant'),
  row(
    but('a needed document', { facts: { agent: true } }),
    'fixture-documents',
    'non-compliant',
    'contract-of-agents fail',
  ),
  row(
    but('nobody knows whether it is needed', { facts: { agent: null } }),
    'fixture-documents',
    'indeterminate',
    'contract-of-agents unknown',
  ),
  // owners
  row(
    but('foreign control', { owners: { fund: { control: true, resident: false } } }),
    'fixture-owners',
    'non-compliant',
    'no-foreign-control fail',
  ),
  row(
    but('the foreign owner of an owner', {
      owners: { founder: { owners: { mother: { control: true, country: 'US', resident: false } } } },
    }),
    'fixture-owners',
    'non-compliant',
    'no-foreign-control fail',
  ),
  row(but('owners said to be none', { owners: 'none' }), 'fixture-owners', 'non-compliant', 'mostly-indian fail'),
  row(
    but('perhaps other owners', { complete: ['roles', 'data', 'contexts', 'documents'] }),
    'fixture-owners',
    'indeterminate',
  ),
  row(
    but('owners of owners, perhaps others', {
      owners: { founder: { owners: null } },
      complete: ['roles', 'data', 'contexts', 'documents'],
    }),
    'fixture-owners',
    'indeterminate',
    'clean-owner unknown',
  ),
  row(but('a part of a percent above half', { owners: { founder: { percent: 50.5 } } }), 'fixture-owners', 'compliant'),
  // exemptions, contexts, parties
  row(
    but('an exemption frees', {
      exemptions: ['roaming'],
      ...placing('identities', { backup: { at: 'IN', every: 'P9D' } }),
    }),
    'fixture-assets',
    'compliant',
  ),
  row(but('an exemption that may be claimed', { exemptions: ['official-purpose'] }), 'fixture-assets', 'indeterminate'),
  row(but('exemptions not spoken of', { exemptions: null }), 'fixture-assets', 'indeterminate'),
  row(
    but('exemptions all told', {
      exemptions: ['official-purpose'],
      complete: ['roles', 'data', 'contexts', 'documents', 'owners', 'exemptions'],
    }),
    'fixture-assets',
    'compliant',
  ),
  row(but('payment data by context', placing('names', { backup: 'SG' })), 'rbi-payment-data', 'non-compliant'),
  row(
    but('perhaps payment data by context', { complete: ['roles', 'data', 'documents', 'owners'] }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('a context that was not said', { data: { trips: { contexts: null } } }),
    'rbi-payment-data',
    'indeterminate',
    'stored-only-in-india unknown',
  ),
  row(but('held by a vendor abroad', { parties: { vendor: { country: 'SG' } } }), 'fixture-assets', 'non-compliant'),
  row(but('held by nobody knows whom', { parties: { vendor: { country: null } } }), 'fixture-assets', 'indeterminate'),
  // categories
  row(
    but(
      'a part of what is selected',
      placing('trips', { category: 'user.financial.payment.upi', crossBorder: false, backup: 'SG' }),
    ),
    'rbi-payment-data',
    'non-compliant',
  ),
  row(
    but(
      'an unlisted part of what is selected',
      placing('trips', { category: 'user.financial.payment.cheque', crossBorder: false, backup: 'SG' }),
    ),
    'rbi-payment-data',
    'non-compliant',
  ),
  row(
    but('an unlisted sibling', { data: { trips: { category: 'user.financial.cheque' } } }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('a listed sibling', { data: { trips: { category: 'user.financial.insurance' } } }),
    'rbi-payment-data',
    'compliant',
  ),
  row(
    but('a coarser category', { data: { trips: { category: 'user.financial' } } }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(but('no category', { data: { trips: { category: null } } }), 'rbi-payment-data', 'indeterminate'),
  // answers
  row(
    but('an activity that nobody answers', {
      data: { payments: { none: ['replicate', 'cache', 'access', 'transfer', 'manage-keys', 'standby'] } },
    }),
    'rbi-payment-data',
    'indeterminate',
    'stored-only-in-india unknown',
  ),
  row(
    but('a cross-border copy beside one in India', placing('payments', { crossBorder: true, replicate: 'SG' })),
    'rbi-payment-data',
    'compliant',
  ),
  row(
    but('data not said to be complete', { complete: ['roles', 'contexts', 'documents', 'owners'] }),
    'india-only',
    'indeterminate',
    'data-complete unknown',
  ),
  // places and approvals
  row(but('a worldwide cache', placing('payments', { cache: 'aws/cloudfront' })), 'india-only', 'non-compliant'),
  row(but('a multi-region', placing('payments', { cache: 'gcp/asia' })), 'rbi-payment-data', 'indeterminate'),
  row(but('a country that is not the one', placing('payments', { cache: 'SG' })), 'rbi-payment-data', 'non-compliant'),
  row(but('words', placing('payments', { cache: 'our own cloud' })), 'rbi-payment-data', 'indeterminate'),
  row(
    but('a country is no approved site', placing('ranking', { store: 'IN' })),
    'india-only',
    'indeterminate',
    'approved-host unknown',
  ),
  row(but('the first day of an approval', {}, { asOf: '2024-01-01' }), 'india-only', 'compliant'),
  row(but('the day before', {}, { asOf: '2023-12-31' }), 'india-only', 'non-compliant', 'approved-host fail'),
  row(but('the last day of an approval', {}, { asOf: '2028-12-31' }), 'india-only', 'compliant'),
  row(but('the day after', {}, { asOf: '2029-01-01' }), 'india-only', 'non-compliant', 'approved-host fail'),
  row(but('a suspended host', ids('example/suspended-1')), 'india-only', 'non-compliant', 'approved-host fail'),
  row(but('a lapsed host', ids('example/lapsed-1')), 'india-only', 'non-compliant', 'approved-host fail'),
  row(
    but(
      'a country on the list of an authority',
      placing('identities', { transfer: { at: 'US', by: 'vendor', tier: 'hot' } }),
    ),
    'fixture-assets',
    'indeterminate',
    'not-restricted unknown',
  ),
  row(
    but(
      'a country that is not on it',
      placing('identities', { transfer: { at: 'SG', by: 'vendor', tier: 'cold' }, note: 'plain' }),
    ),
    'fixture-assets',
    'indeterminate',
  ),
  // evidence
  row(
    but('seen as declared', plan(['payments', 'store', 'aws/ap-south-1'])),
    'rbi-payment-data',
    'compliant',
    'stored-only-in-india pass declared',
  ),
  row(
    but('seen in the declared country', plan(['logs', 'store', 'aws/ap-south-1'])),
    'fixture-readings',
    'compliant',
    'logs pass observed',
  ),
  row(
    but('seen at another place in India', plan(['payments', 'store', 'azure/centralindia'])),
    'rbi-payment-data',
    'non-compliant',
    'contradicts fail observed',
  ),
  row(
    but('seen abroad', plan(['payments', 'store', 'aws/us-east-1'])),
    'rbi-payment-data',
    'non-compliant',
    'stored-only-in-india fail',
  ),
  row(
    but('seen where it was said to happen nowhere', plan(['payments', 'cache', 'aws/ap-south-1'])),
    'rbi-payment-data',
    'non-compliant',
    'contradicts fail observed',
  ),
  row(
    but('another pack is not concerned', plan(['payments', 'store', 'aws/us-east-1'])),
    'fixture-confines',
    'compliant',
  ),
  row(
    but(
      'whether a pack is concerned is not known',
      both(plan(['payments', 'store', 'aws/us-east-1']), { data: { payments: { category: null } } }),
    ),
    'fixture-confines',
    'indeterminate',
    'contradicts unknown observed',
  ),
  row(
    but('a hint of elsewhere', dns(['payments', 'store', 'aws/us-east-1'])),
    'rbi-payment-data',
    'indeterminate',
    'stored-only-in-india unknown',
  ),
  row(
    but(
      'a hint of here and one of elsewhere',
      dns(['payments', 'store', 'aws/ap-south-1'], ['payments', 'store', 'aws/us-east-1']),
    ),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('a hint of what was said to happen nowhere', dns(['payments', 'cache', 'aws/us-east-1'])),
    'rbi-payment-data',
    'indeterminate',
    'stored-only-in-india unknown',
  ),
  row(
    but(
      'a hint beside configuration as declared',
      both(plan(['payments', 'store', 'aws/ap-south-1']), {
        evidence: { dns: observed('hint', ['payments', 'store', 'aws/us-east-1']) },
      }),
    ),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('seen at a suspended site, and mapped to nothing', plan(['', 'store', 'example/suspended-1'])),
    'india-only',
    'indeterminate',
    'evidence-mapped unknown',
  ),
  row(
    but('seen in India, and mapped to what is not declared', plan(['ghost', 'store', 'aws/ap-south-1'])),
    'india-only',
    'indeterminate',
    'evidence-mapped unknown',
  ),
  row(but('a hint as declared', dns(['payments', 'store', 'aws/ap-south-1'])), 'rbi-payment-data', 'compliant'),
  row(
    but(
      'a hint does not clear what is admitted',
      both(placing('payments', { backup: 'SG' }), dns(['payments', 'backup', 'aws/ap-south-1'])),
    ),
    'rbi-payment-data',
    'non-compliant',
  ),
  row(
    but('seen, and mapped to nothing', plan(['', 'store', 'aws/us-east-1'])),
    'india-only',
    'indeterminate',
    'evidence-mapped unknown',
  ),
  row(but('seen in India, and mapped to nothing', plan(['', 'store', 'aws/ap-south-1'])), 'india-only', 'compliant'),
  row(
    but('seen, and mapped to what is not declared', plan(['ghost', 'store', 'SG'])),
    'india-only',
    'indeterminate',
    'evidence-mapped unknown',
  ),
  row(
    but('evidence required and not given', {}, { set: { evidence: 'required' } }),
    'rbi-payment-data',
    'indeterminate',
  ),
  row(
    but('evidence required, and a mere hint', dns(['trips', 'store', 'aws/ap-south-1'], ['logs', 'store', 'IN']), {
      set: { evidence: 'required' },
    }),
    'fixture-readings',
    'indeterminate',
  ),
  row(
    but('evidence required, and abroad by its own word', placing('payments', { backup: 'SG' }), {
      set: { evidence: 'required' },
    }),
    'rbi-payment-data',
    'non-compliant',
  ),
  // terms
  row(but('a sentence that is there', {}), 'india-only', 'compliant', 'terms-say-so pass attested'),
  row(
    but('a sentence that is not', { terms: { quote: 'All data is stored only in India.' } }),
    'india-only',
    'non-compliant',
    'terms-say-so fail attested',
  ),
  row(
    but('a part of a word', { terms: { quote: 'ata of our users is stored only in India' } }),
    'india-only',
    'non-compliant',
  ),
  row(
    but('a sentence that names no country', { terms: { quote: 'Your privacy matters.' } }),
    'india-only',
    'indeterminate',
  ),
  row(but('no sentence', { terms: { quote: null } }), 'india-only', 'indeterminate'),
  row(but('no document', { terms: { document: null } }), 'india-only', 'indeterminate'),
  row(but('no text', { evidence: { terms: null } }), 'india-only', 'indeterminate'),
  row(but('terms that name two countries', { terms: { storedOnlyIn: ['IN', 'SG'] } }), 'india-only', 'non-compliant'),
  row(but('terms that name no country', { terms: { storedOnlyIn: 'none' } }), 'india-only', 'non-compliant'),
  // values of every type
  row(but('a day in a list of days', {}), 'fixture-words', 'compliant'),
  row(but('a day that is not in it', {}, { asOf: '2026-11-23' }), 'fixture-words', 'not-applicable'),
  row(but('the day itself', {}, { asOf: '2026-03-31' }), 'fixture-words', 'compliant'),
  row(but('another day', { facts: { openedOn: '2026-01-02' } }), 'fixture-words', 'non-compliant', 'dates fail'),
  row(
    but('a number that is not in the list', { facts: { shops: 3 } }),
    'fixture-words',
    'non-compliant',
    'numbers fail',
  ),
  row(but('a text that lacks a word', { facts: { motto: 'buzz' } }), 'fixture-words', 'non-compliant', 'texts fail'),
  row(
    but('a text that has it in the wrong place', { facts: { motto: 'unsound' } }),
    'fixture-words',
    'non-compliant',
    'texts fail',
  ),
  // the fold
  row(but('one pack fails', placing('payments', { backup: 'SG' })), 'overall', 'non-compliant'),
  row(but('one pack is not known', { data: { trips: { contexts: null } } }), 'overall', 'indeterminate'),
  row(
    but(
      'a failure beside an unknown',
      both(placing('payments', { backup: 'SG' }), { data: { trips: { contexts: null } } }),
    ),
    'rbi-payment-data',
    'non-compliant',
  ),
  row(but('what stands beside the verdict is not in it', {}), 'overall', 'compliant'),
  row({ name: 'nothing said', posted: { application: 'x' }, asOf: '2026-11-22' }, 'overall', 'indeterminate'),
];

/** What an engine says otherwise than it should. */
export function* wrong(engine: Engine, from: readonly Scenario[] = scenarios): Generator<string> {
  for (const { given, pack, want, finding } of from) {
    const audit = engine(given);
    const is = verdicts(audit).get(pack);
    if (is !== want) yield `${given.name}: ${pack} is ${is}, not ${want}`;
    const found = audit.packs.find((one) => one.pack === pack)?.findings ?? [];
    if (
      finding !== undefined &&
      !found.some(({ rule, outcome, basis }) => `${rule} ${outcome} ${basis}`.startsWith(finding))
    )
      yield `${given.name}: ${pack} has no finding \`${finding}\``;
  }
}
