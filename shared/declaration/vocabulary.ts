/** The closed lists of a declaration. A word that is not here is refused with the nearest one that is. */

/** What the operator or the application is in law: decides which packs apply. */
export const roles = [
  'aadhaar-requesting-entity',
  'app-publisher',
  'bank',
  'broadcasting-carrier',
  'cab-aggregator',
  'call-centre',
  'cloud-provider',
  'company',
  'credit-information-company',
  'data-centre',
  'data-fiduciary',
  'financial-institution',
  'firm',
  'geospatial-user',
  'government-body',
  'health-information-provider',
  'ifsc-entity',
  'insurance-intermediary',
  'insurer',
  'intermediary',
  'lending-service-provider',
  'llp',
  'nbfc',
  'payment-aggregator',
  'payment-service-provider',
  'payment-system-operator',
  'professional',
  'satellite-licensee',
  'sebi-regulated-entity',
  'significant-data-fiduciary',
  'sole-proprietor',
  'telecom-authorised-entity',
  'telecom-licensee',
  'upi-app-provider',
  'urban-cooperative-bank',
  'virtual-asset-provider',
  'vpn-provider',
] as const;

/** What a kind of data is part of, whatever its category: RBI counts a payer's name as payment data (FAQ Q3). */
export const contexts = [
  'aadhaar-authentication',
  'books-of-account',
  'government-service',
  'health-record',
  'insurance-policy',
  'kyc-file',
  'loan-file',
  'payment-message',
  'public-record',
  'regulatory-data',
  'subscriber-record',
  'trip-record',
  'vcip-session',
] as const;

/** Documents a rule may ask for. */
export const documentKinds = [
  'board-approval',
  'cims-certificate',
  'cloud-contract',
  'committee-review',
  'compliance-certificate',
  'data-audit',
  'data-protection-impact-assessment',
  'government-approval',
  'investment-approval',
  'investment-report',
  'outsourcing-contract',
  'public-terms',
  'records-policy',
  'registrar-intimation',
  'regulator-approval',
  'storage-policy',
  'stqc-audit',
  'system-audit-report',
  'transfer-agreement',
  'undertaking',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** What frees from a duty that would otherwise hold; open until `complete` names the list. */
export const exemptions = [
  'foreigners-under-contract',
  'iplc',
  'official-purpose',
  'permitted-by-law',
  'roaming',
] as const;

/** How somebody acts for the operator. */
export const partyKinds = [
  'affiliate',
  'customer',
  'licensor',
  'platform-partner',
  'processor',
  'sponsor-bank',
  'vendor',
] as const;

/** Lists that stay open until the operator says there are no others. */
export const completable = ['roles', 'data', 'contexts', 'documents', 'owners', 'parties', 'exemptions'] as const;
export type Completable = (typeof completable)[number];
