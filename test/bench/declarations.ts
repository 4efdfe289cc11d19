/** The declaration that speed is measured on: ten placements, everything answered; four packs apply. */
export const answered = {
  application: 'Bench wallet',
  roles: ['firm', 'payment-system-operator'],
  complete: ['roles', 'data', 'contexts', 'documents', 'owners'],
  owners: 'none',
  terms: { storedOnlyIn: 'none' },
  facts: {
    everySystemLogs: true,
    clockSource: 'nic-or-npl',
    severalCountries: false,
    incidentReportWithin: 'PT5H',
    pointOfContact: true,
    usersInIndia: true,
    keepsBooksUnderS62: false,
    booksKeptAs: 'electronic',
  },
  documents: {
    sar: { kind: 'system-audit-report', auditorEmpanelled: true, boardApproved: true },
    certificate: { kind: 'compliance-certificate', signedByChief: true, issued: '2026-10-05' },
  },
  data: {
    payments: {
      category: 'user.financial.payment',
      contexts: ['payment-message'],
      crossBorder: false,
      store: 'aws/ap-south-1',
      backup: 'aws/ap-south-2',
      process: [
        'aws/ap-south-1',
        {
          at: 'US-VA',
          stage: 'payment',
          purgedAbroadWithin: 'PT18H',
          returnedWithin: 'PT18H',
          withinBusinessDay: true,
          sameProtection: true,
          consented: true,
        },
      ],
      log: 'aws/ap-south-1',
      'manage-keys': 'aws/ap-south-1',
      none: ['replicate', 'cache', 'access', 'transfer', 'standby'],
    },
    logs: {
      category: 'system.log',
      contexts: 'none',
      retention: 'P200D',
      store: 'yotta/nm1',
      backup: 'yotta/d1',
      process: 'aws/ap-south-1',
      log: 'aws/ap-south-1',
      none: ['replicate', 'cache', 'access', 'transfer', 'manage-keys', 'standby'],
    },
  },
};

/** The same application that says nothing of where anything is, nor which lists are complete. */
export const unanswered = {
  application: 'Bench wallet',
  roles: ['company', 'payment-system-operator'],
  data: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`asset-${index}`, { category: 'user' }])),
};
