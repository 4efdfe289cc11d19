import { asKnown, ofPack, ofSite, onDates, whichSites } from '../parameters.ts';
import { plain, type Route } from '../route.ts';

const published = { ...plain, method: 'GET', scope: null, lambda: 'stateless' } as const;
const found = ['not_found', 'store_unavailable'] as const;
const bounded = [...found, 'body_too_large'] as const;

/** By what audits are judged: the registry of sites, and the packs. */
export const cataloguing = [
  {
    ...published,
    name: 'listSites',
    path: '/v1/sites',
    summary: 'Sites of the registry with their approvals, by country, state, city or provider.',
    query: whichSites,
    answer: 'sites',
    problems: bounded,
  },
  {
    ...published,
    name: 'getSite',
    path: '/v1/sites/{provider}/{site}',
    summary: 'A site, and whether it is approved.',
    params: ofSite,
    query: onDates,
    answer: 'site',
    problems: bounded,
  },
  {
    ...published,
    name: 'listPacks',
    path: '/v1/packs',
    summary: 'The packs, their versions, and which of them decide.',
    query: asKnown,
    answer: 'packs',
    problems: bounded,
  },
  {
    ...published,
    name: 'getPack',
    path: '/v1/packs/{pack}/{version}',
    summary: 'One version of a pack: its rules as they are written, and what they ask for.',
    params: ofPack,
    query: asKnown,
    answer: 'pack',
    problems: bounded,
  },
  {
    ...published,
    name: 'getRules',
    path: '/v1/packs/{pack}/{version}/rules',
    summary: 'The rules of one version of a pack as a page to read and print.',
    params: ofPack,
    query: asKnown,
    answer: 'rules',
    problems: found,
  },
] as const satisfies readonly Route[];
