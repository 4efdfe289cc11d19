import { ofApplication, ofAudit, whichApplications, whichAudits, whichPage } from '../parameters.ts';
import { plain, type Route } from '../route.ts';

const read = { ...plain, method: 'GET', scope: 'read', lambda: 'read' } as const;
const listed = ['store_unavailable'] as const;
const found = ['not_found', 'store_unavailable'] as const;

/** Records: a tenant's own, or for a regulator, those that packs of its issuers judged. */
export const reading = [
  {
    ...read,
    name: 'listApplications',
    path: '/v1/applications',
    summary: 'Applications with their newest verdict, by id.',
    query: whichApplications,
    answer: 'applications',
    problems: listed,
  },
  {
    ...read,
    name: 'getApplication',
    path: '/v1/applications/{application}',
    summary: 'An application and its newest verdict.',
    params: ofApplication,
    answer: 'applicationState',
    problems: found,
  },
  {
    ...read,
    name: 'listApplicationAudits',
    path: '/v1/applications/{application}/audits',
    summary: 'Audits of one application, newest first.',
    params: ofApplication,
    query: whichPage,
    answer: 'audits',
    problems: found,
  },
  {
    ...read,
    name: 'getQuestions',
    path: '/v1/applications/{application}/questions',
    summary: 'What the newest audit of an application leaves open, as questions.',
    params: ofApplication,
    answer: 'questions',
    problems: found,
  },
  {
    ...read,
    name: 'listAudits',
    path: '/v1/audits',
    summary: 'Audits, newest first, by verdict, pack, site and date.',
    query: whichAudits,
    answer: 'audits',
    problems: listed,
  },
  {
    ...read,
    name: 'getAudit',
    path: '/v1/audits/{id}',
    summary: 'A recorded audit.',
    params: ofAudit,
    answer: 'recorded',
    problems: found,
  },
  {
    ...read,
    name: 'getDeclaration',
    path: '/v1/audits/{id}/declaration',
    summary: 'The declaration that an audit judged, as it was sent, with its evidence.',
    params: ofAudit,
    answer: 'declaration',
    problems: [...found, 'body_too_large'],
  },
  {
    ...read,
    name: 'getReport',
    path: '/v1/audits/{id}/report',
    summary: 'A recorded audit as a page to read and print.',
    params: ofAudit,
    answer: 'report',
    problems: found,
  },
] as const satisfies readonly Route[];
