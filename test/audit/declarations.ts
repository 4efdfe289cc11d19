import { sha256 } from '../../shared/canonical.ts';
import { activities } from '../../shared/declaration/activity.ts';
import { both, type Given, type Json, type JsonMap, merge } from './engine.ts';

/** An asset of which every activity is answered: those not named happen nowhere. */
export const asset = (category: string, rest: JsonMap): JsonMap => ({
  category,
  none: activities.filter((activity) => !Object.hasOwn(rest, activity)),
  ...rest,
});

const terms = 'Your privacy matters. All data of our users is stored only in India. We have no other stores.';
const quote = 'All data of our users is stored only in India.';
const mumbai = 'aws/ap-south-1';
const hyderabad = 'aws/ap-south-2';

/** Everything said, every list complete: compliant by every pack that folds. */
export const whole: JsonMap = {
  application: 'Paisa',
  operator: { name: 'Paisa Private Limited', country: 'IN' },
  owners: {
    founder: {
      country: 'IN',
      control: true,
      percent: 60,
      resident: true,
      owners: { mother: { country: 'IN', control: false } },
    },
    fund: { country: 'SG', control: false, percent: 40, owners: { bank: { country: 'SG', control: false } } },
  },
  roles: ['company', 'bank', 'insurer', 'data-fiduciary', 'payment-system-operator', 'firm'],
  exemptions: 'none',
  facts: {
    agent: false,
    small: false,
    vaulted: { value: true, document: 'policy' },
    permitSeen: { value: true, document: 'permit' },
    partners: 5,
    seats: 5,
    homeCountry: 'IN',
    openedOn: '2026-01-01',
    shops: 4,
    motto: 'a sound one',
  },
  parties: { vendor: { country: 'IN', is: 'processor' }, sister: { name: 'Sister', country: 'SG', is: 'affiliate' } },
  documents: {
    sar: { kind: 'system-audit-report', auditorEmpanelled: true, boardApproved: true, approved: true },
    certificate: { kind: 'compliance-certificate', signedByChief: true, issued: '2026-10-01' },
    policy: {
      kind: 'storage-policy',
      sha256: sha256('policy'),
      approved: { value: true, document: 'board' },
      reviewedOn: '2026-05-01',
      pages: 3,
    },
    board: { kind: 'board-approval', approved: true },
    permit: { kind: 'government-approval', sha256: sha256('permit') },
    register: { kind: 'records-policy', sha256: sha256('register'), copies: 2 },
    terms: { kind: 'public-terms', sha256: sha256(terms) },
  },
  terms: { url: 'https://paisa.example/terms', storedOnlyIn: ['IN'], quote, document: 'terms' },
  data: {
    payments: asset('user.financial.payment', {
      contexts: ['payment-message'],
      crossBorder: false,
      store: mumbai,
      backup: hyderabad,
      process: [mumbai, 'yotta/nm1'],
    }),
    names: asset('user.contact.name', { contexts: ['payment-message'], crossBorder: false, store: mumbai }),
    identities: asset('user.identity.aadhaar', {
      contexts: ['kyc-file'],
      retention: 'P1Y',
      note: 'plain',
      fields: ['who', 'when'],
      store: { at: mumbai, by: 'vendor', tier: 'cold' },
      process: { at: hyderabad, by: 'sister', tier: 'hot' },
      backup: { at: hyderabad, every: 'PT12H' },
      transfer: { at: 'IN-MH', by: 'vendor', tier: 'hot' },
    }),
    payroll: asset('employee.payroll', { contexts: 'none', store: mumbai, backup: 'IN-TG', access: 'IN' }),
    books: asset('company.books', { contexts: 'none', copyHere: true, copyThere: true, store: 'SG' }),
    logs: asset('system.log', { contexts: 'none', store: 'IN', log: [mumbai, 'IN-MH'] }),
    ranking: asset('technology.algorithm', { contexts: 'none', store: 'yotta/nm1', access: 'IN-KA' }),
    accounts: asset('user.financial.banking', { contexts: 'none', rbiPermissionAbroad: false, store: mumbai }),
    sums: asset('derived.financial.payment', { contexts: 'none', store: mumbai }),
    trips: asset('user.mobility.trip', { contexts: 'none', store: mumbai }),
  },
  complete: ['roles', 'data', 'contexts', 'documents', 'owners', 'parties'],
  evidence: { terms: { kind: 'public-terms', sha256: sha256(terms), mediaType: 'text/plain', text: terms } },
};

/** The asset without the activity in `none`, and with it placed. */
export const placing = (id: string, rest: JsonMap): JsonMap => {
  const { data } = whole;
  const old = typeof data === 'object' && data !== null && !Array.isArray(data) ? data[id] : undefined;
  const none = typeof old === 'object' && old !== null && !Array.isArray(old) ? old.none : undefined;
  const left = Array.isArray(none) ? none.filter((one) => typeof one === 'string' && !Object.hasOwn(rest, one)) : [];
  return { data: { [id]: { none: left, ...rest } } };
};

export const observed = (certainty: 'configuration' | 'hint', ...placements: [string, string, string][]): JsonMap => ({
  kind: 'observed',
  certainty,
  sha256: sha256(certainty),
  placements: placements.map(([asset, activity, place]) => ({
    resource: `${asset}-${place.replaceAll('/', '-')}`,
    ...(asset === '' ? {} : { asset }),
    activity,
    place,
  })),
});

export const day = '2026-11-22';

/** `whole` with one thing changed. */
export const but = (name: string, patch: JsonMap, more: Partial<Omit<Given, 'name' | 'posted'>> = {}): Given => ({
  name,
  posted: merge(whole, patch),
  asOf: day,
  near: Object.entries(patch).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((id) => `/${key}/${id}`)
      : [`/${key}`],
  ),
  ...more,
});

const rest = { stage: 'payment', withinBusinessDay: true };
const nobody: Json = ['llp'];
const seen = (evidence: JsonMap): JsonMap => ({ evidence });

/** Where silence is tried from: each verdict of each pack, each way to reach it. */
export const declarations: readonly Given[] = [
  but('whole', {}),
  but('a backup abroad', placing('payments', { backup: 'SG' })),
  but('a copy of a cross-border payment', placing('payments', { crossBorder: true, replicate: 'SG' })),
  but('a copy of a payment that crosses no border', placing('names', { replicate: ['SG', 'IN'] })),
  but(
    'processed abroad, in time',
    placing('payments', { process: { at: 'US-VA', purgedAbroadWithin: 'PT18H', returnedWithin: 'PT24H', ...rest } }),
  ),
  but(
    'processed abroad, too late',
    placing('payments', { process: { at: 'US', purgedAbroadWithin: 'P2D', returnedWithin: 'PT24H', ...rest } }),
  ),
  but('later work abroad', placing('names', { process: { at: 'SG', stage: 'after-payment', nearRealTime: true } })),
  but(
    'slow later work abroad',
    placing('names', { process: { at: 'SG', stage: 'after-payment', nearRealTime: false } }),
  ),
  but('opened from abroad, a copy kept', placing('payments', { access: { at: 'SG', copyKept: true } })),
  but('opened from abroad, none kept', placing('payments', { access: { at: 'SG', copyKept: false } })),
  but(
    'sent to a regulator',
    placing('payments', { transfer: { at: 'SG', recipient: 'overseas-regulator', rbiApproval: true } }),
  ),
  but('sent to anybody', placing('payments', { transfer: { at: 'SG', recipient: 'other', rbiApproval: true } })),
  but('banking abroad with permission', placing('accounts', { store: 'SG', rbiPermissionAbroad: true })),
  but('banking abroad without', placing('accounts', { store: ['SG', mumbai] })),
  but('no report', { documents: { sar: null } }),
  but('no certificate and an old policy', {
    documents: { certificate: { issued: '2026-01-01' }, policy: { reviewedOn: '2025-01-01' } },
  }),
  but('an agent without contract', { facts: { agent: true }, roles: ['company', 'bank', 'llp'] }),
  but('a rejected report', { documents: { sar: { approved: false }, board: { approved: false } } }),
  but('payroll opened from abroad', placing('payroll', { access: 'US' })),
  but('payroll opened from abroad while its rule is suspended', placing('payroll', { access: 'US' }), {
    asOf: '2026-12-15',
  }),
  but('payroll abroad', placing('payroll', { store: 'US' })),
  but('payroll abroad while its rule is suspended', placing('payroll', { store: 'US', access: 'US' }), {
    asOf: '2026-12-15',
  }),
  but('payroll abroad, suspension lifted', placing('payroll', { store: 'US' }), {
    asOf: '2026-12-15',
    lift: ['fixture-confines/payroll'],
  }),
  but('books nowhere right', { data: { books: { copyHere: false, copyThere: false } } }),
  but('books right under one reading', { data: { books: { copyHere: false } } }),
  but('books right, logs abroad', placing('logs', { log: 'SG' })),
  but('logs abroad, read leniently', placing('logs', { log: 'SG' }), {
    set: { readings: { 'fixture-readings/logs': 'lenient' } },
  }),
  but('foreign control', {
    owners: { fund: { control: true, resident: false, percent: 55 }, founder: { percent: 45 } },
  }),
  but('a foreigner who lives here controls it', { owners: { fund: { control: true, resident: true } } }),
  but('owners of owners abroad', { owners: { founder: { owners: { mother: { country: 'US' } } } } }),
  but('owners of owners abroad, perhaps others', {
    owners: { founder: { owners: { mother: { country: 'US' } } } },
    complete: ['roles', 'data', 'contexts', 'documents'],
  }),
  but('no permit', { facts: { permitSeen: false } }),
  but('another authority looks after it', { roles: ['company', 'ifsc-entity'] }),
  but('no owners', { owners: 'none' }),
  but('owners not said to be all', { complete: ['roles', 'data', 'contexts', 'documents'] }),
  but('only a partnership', { roles: nobody, operator: { country: 'SG' } }),
  but('only a partnership that denies all', {
    roles: nobody,
    notRoles: ['bank', 'company', 'payment-system-operator', 'payment-service-provider'],
  }),
  but('a partnership without suspicious data', {
    roles: nobody,
    data: { payments: null, names: null, books: null, payroll: null, accounts: null },
  }),
  but('denials beside open roles', {
    roles: ['company'],
    notRoles: ['bank', 'insurer', 'firm', 'payment-service-provider', 'payment-system-operator'],
    complete: ['data', 'contexts', 'documents', 'owners'],
  }),
  but('roaming', {
    exemptions: ['roaming'],
    complete: ['roles', 'data', 'contexts', 'documents', 'owners', 'exemptions'],
  }),
  but('roaming, backed up too rarely', {
    exemptions: ['roaming'],
    complete: ['roles', 'data', 'contexts', 'documents', 'owners', 'exemptions'],
    ...placing('identities', { backup: { at: hyderabad, every: 'P2D' } }),
  }),
  but('documents not said to be all', { complete: ['roles', 'data', 'contexts', 'owners'] }),
  but('an exemption, and perhaps others', { exemptions: ['official-purpose'] }),
  but('small, before the extension ended', { facts: { small: true } }, { asOf: '2026-03-31' }),
  but('under an old version', placing('identities', { retention: 'P8Y' }), { asOf: '2025-03-31' }),
  but('kept too short', placing('identities', { retention: 'P3M' })),
  but('backed up too rarely', placing('identities', { backup: { at: hyderabad, every: 'P2D' } })),
  but('backed up nowhere', {
    data: {
      identities: { backup: null, none: ['backup', 'replicate', 'cache', 'log', 'access', 'manage-keys', 'standby'] },
    },
  }),
  but('no vault', { facts: { vaulted: false } }),
  but('no vault, no identities', {
    facts: { vaulted: false },
    data: { identities: { category: 'user.contact.email' } },
  }),
  but('held by a stranger', { parties: { sister: { is: 'vendor' } } }),
  but(
    'a cold copy at a host that was suspended',
    placing('identities', { store: { at: 'example/suspended-1', by: 'vendor', tier: 'cold' } }),
  ),
  but(
    'a cold copy at a host whose approval lapsed',
    placing('identities', { store: { at: 'example/lapsed-1', by: 'vendor', tier: 'cold' } }),
  ),
  but('sent to a restricted country', placing('identities', { transfer: { at: 'US', by: 'vendor', tier: 'hot' } })),
  but('fields missing', placing('identities', { fields: ['what'], note: 'x' })),
  but('a draft', placing('identities', { fields: ['what'], note: 'a draft' })),
  but('trips abroad', placing('trips', { store: ['SG', mumbai] })),
  but('another motto', { facts: { motto: 'loud', shops: 3, openedOn: '2026-01-02' } }),
  but('vague', {
    data: { payments: { category: 'user.financial', store: 'Asia Pacific' }, names: { category: 'names' } },
  }),
  but('a worldwide cache', placing('payments', { cache: 'aws/cloudfront', store: 'gcp/asia' })),
  but('terms that say otherwise', { terms: { storedOnlyIn: ['IN', 'SG'] } }),
  but('a sentence that is not there', { terms: { quote: 'Data is stored in India for ever.' } }),
  but('nothing complete', { complete: null, exemptions: null }),
  but(
    'nothing complete, and much wrong',
    both(
      { complete: null, exemptions: null, owners: { fund: { control: true } } },
      placing('payments', { backup: 'SG' }),
    ),
  ),
  but(
    'seen as declared',
    seen({ plan: observed('configuration', ['payments', 'store', mumbai], ['payments', 'backup', hyderabad]) }),
  ),
  but('seen elsewhere abroad', seen({ plan: observed('configuration', ['payments', 'store', 'aws/us-east-1']) })),
  but(
    'seen elsewhere in India',
    seen({ plan: observed('configuration', ['payments', 'store', 'azure/centralindia']) }),
  ),
  but(
    'two hints',
    seen({ dns: observed('hint', ['payments', 'store', hyderabad], ['payments', 'store', 'aws/us-east-1']) }),
  ),
  but('a hint of elsewhere', seen({ dns: observed('hint', ['payments', 'store', 'aws/us-east-1']) })),
  but(
    'seen where nothing was said',
    seen({ plan: observed('configuration', ['payments', 'cache', 'aws/us-east-1'], ['', 'store', 'SG']) }),
  ),
  but('evidence required, none given', {}, { set: { evidence: 'required' } }),
  but('evidence required, abroad by its own word', placing('payments', { backup: 'SG' }), {
    set: { evidence: 'required' },
  }),
  but('evidence required, some seen', seen({ plan: observed('configuration', ['payments', 'store', mumbai]) }), {
    set: { evidence: 'required' },
  }),
  { name: 'nothing said', posted: { application: 'Nothing' }, asOf: day },
  {
    name: 'nothing there',
    posted: { application: 'Nothing', roles: 'none', owners: 'none', documents: 'none', exemptions: 'none' },
    asOf: day,
  },
];
