/** The closed lists of a declaration. A word that is not here is refused with the nearest one that is. */

/** What the operator or the application is in law: decides which packs apply. */
export const roles = [
  'aadhaar-requesting-entity',
  'app-publisher',
  'bank',
  'cab-aggregator',
  'call-centre',
  'company',
  'data-fiduciary',
  'firm',
  'geospatial-user',
  'government-body',
  'health-information-provider',
  'insurance-intermediary',
  'insurer',
  'lending-service-provider',
  'llp',
  'nbfc',
  'payment-service-provider',
  'payment-system-operator',
  'professional',
  'satellite-licensee',
  'sebi-regulated-entity',
  'significant-data-fiduciary',
  'telecom-licensee',
  'virtual-asset-provider',
] as const;

/** What a kind of data is part of, whatever its category: RBI counts a payer's name as payment data (FAQ Q3). */
export const contexts = [
  'payment-message',
  'loan-file',
  'kyc-file',
  'insurance-policy',
  'books-of-account',
  'health-record',
  'public-record',
] as const;

/** Documents a rule may ask for. */
export const documentKinds = [
  'board-approval',
  'cims-certificate',
  'cloud-contract',
  'compliance-certificate',
  'outsourcing-contract',
  'public-terms',
  'registrar-intimation',
  'storage-policy',
  'system-audit-report',
] as const;

/** What frees from a duty that would otherwise hold; open until `complete` names the list. */
export const exemptions = ['foreigners-under-contract', 'official-purpose', 'roaming'] as const;

/** How somebody acts for the operator. */
export const partyKinds = ['affiliate', 'platform-partner', 'processor', 'vendor'] as const;

/** Lists that stay open until the operator says there are no others. */
export const completable = ['roles', 'data', 'contexts', 'documents', 'owners', 'parties', 'exemptions'] as const;
export type Completable = (typeof completable)[number];
