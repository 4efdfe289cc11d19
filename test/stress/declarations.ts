import { sha256 } from '../../shared/canonical.ts';
import { answered, unanswered } from '../bench/declarations.ts';
import type { Chance } from './chance.ts';

const sites = [
  'aws/ap-south-1',
  'aws/ap-south-2',
  'yotta/nm1',
  'yotta/d1',
  'aws/us-east-1',
  'azure/centralindia',
] as const;

const small = (chance: Chance) => ({
  roles: ['company'],
  complete: ['roles', 'data', 'owners'],
  owners: 'none',
  data: {
    accounts: {
      category: 'user.account',
      store: chance.oneOf(sites),
      process: chance.oneOf(sites),
      none: ['backup', 'replicate', 'cache', 'log', 'access', 'transfer', 'manage-keys', 'standby'],
    },
  },
});

/** More sites than an audit is filed under one by one. */
const wide = () => ({
  roles: ['company'],
  data: {
    accounts: {
      category: 'user.account',
      store: Array.from({ length: 30 }, (_, n) => many[n % many.length]),
    },
  },
});
const many = [
  'aws/ap-south-1',
  'aws/ap-south-2',
  'yotta/nm1',
  'yotta/d1',
  'azure/centralindia',
  'azure/southindia',
  'azure/westindia',
  'aws/us-east-1',
  'aws/us-west-2',
  'aws/eu-west-1',
  'aws/eu-central-1',
  'aws/ap-southeast-1',
  'aws/ap-northeast-1',
  'azure/eastus',
  'azure/eastus2',
];

/** Terms that no compression makes short: the declaration goes to the bucket and not into its row. */
function long(chance: Chance) {
  const words = Array.from({ length: 12_000 }, () => Math.floor(chance.next() * 2 ** 40).toString(36));
  const text = `${words.join(' ')}.`;
  return {
    ...small(chance),
    terms: { url: 'https://stress.example/terms', storedOnlyIn: ['IN'], document: 'terms' },
    documents: { terms: { kind: 'public-terms', sha256: sha256(text) } },
    evidence: { terms: { kind: 'public-terms', sha256: sha256(text), mediaType: 'text/plain', text } },
  };
}

const kinds = [small, small, small, small, () => answered, () => answered, () => unanswered, wide] as const;

/** A declaration that differs from every other by its name, as JSON text; now and then one of 100 KB. */
export function declarationNamed(name: string, chance: Chance): string {
  const kind = chance.upTo(40) === 0 ? long : chance.oneOf(kinds);
  return JSON.stringify({ ...kind(chance), application: name });
}
