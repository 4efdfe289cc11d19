import { declaringHeaders, ofApplication, onDate, recordingHeaders } from '../parameters.ts';
import { plain, type Route } from '../route.ts';

/** A new table takes 83 first submissions a second of AWS (4,000 write units, 48 each); it grows with use. */
const recorded = {
  method: 'POST',
  scope: 'declare',
  lambda: 'submit',
  headers: recordingHeaders,
  perSecond: 40,
} as const;
const problems = ['idempotency_key_missing', 'idempotency_key_reused', 'store_unavailable'] as const;

const checked = {
  ...plain,
  method: 'POST',
  scope: 'check',
  lambda: 'stateless',
  query: onDate,
  body: 'check',
  problems: ['declaration_invalid', 'store_unavailable'],
} as const;

/** Checking, and what leaves a record. */
export const recording = [
  {
    ...checked,
    name: 'checkDeclaration',
    path: '/v1/checks',
    summary: 'Audits a declaration and its evidence; records nothing.',
    answer: 'audit',
  },
  {
    ...checked,
    name: 'askQuestions',
    path: '/v1/questions',
    summary: 'What a declaration leaves open, as questions; records nothing.',
    answer: 'asked',
  },
  {
    ...checked,
    name: 'planRemedies',
    path: '/v1/remedies',
    summary: 'Where what breaks a rule could go, as a JSON Patch; records nothing.',
    answer: 'remedies',
    perSecond: 20,
  },
  {
    ...plain,
    ...recorded,
    name: 'registerApplication',
    path: '/v1/applications',
    summary: 'Registers an application and gives its id.',
    body: 'registration',
    answer: 'application',
    problems,
  },
  {
    ...plain,
    ...recorded,
    name: 'submitDeclaration',
    path: '/v1/applications/{application}/declarations',
    summary: 'Audits a declaration and records both. The application has a new ETag then: read it to get that.',
    params: ofApplication,
    headers: declaringHeaders,
    body: 'declaration',
    answer: 'submitted',
    problems: [...problems, 'declaration_invalid', 'not_found', 'busy', 'precondition_failed'],
  },
] as const satisfies readonly Route[];
