import type { Registry } from './registry.ts';

/** What people call places abroad where ISO 3166 has another name, or none. Short ones are matched as they are written. */
const commonly = [
  'US',
  'USA',
  'U S',
  'u s a',
  'UK',
  'U K',
  'UAE',
  'u a e',
  'EU',
  'united states',
  'america',
  'united kingdom',
  'great britain',
  'britain',
  'england',
  'scotland',
  'dubai',
  'abu dhabi',
  'russia',
  'vietnam',
  'south korea',
  'laos',
  'syria',
  'turkey',
  'ivory coast',
  'macau',
  'europe',
  'european union',
  'asia',
  'africa',
  'middle east',
  'apac',
  'emea',
  'latin america',
];

/** Names of places outside `home`: countries, cities with a site, and what people call them. In lower case from four letters on. */
export function namesAbroad({ countries, sites }: Registry, home: string): ReadonlySet<string> {
  const named = Object.entries(countries).flatMap(([code, name]) =>
    code === home ? [] : [name, name.split(',')[0] ?? ''],
  );
  const cities = sites.flatMap(({ certain, city }) =>
    city !== undefined && certain.length > 0 && !certain.includes(home) ? [city, ...city.split(/[(),/]/)] : [],
  );
  const plain = [...named, ...cities].map((name) =>
    name
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .join(' ')
      .trim(),
  );
  return new Set([...commonly, ...plain.filter((name) => name.length >= 4)]);
}
