import type { Registry } from './registry.ts';

export type AbroadKind = 'country' | 'city' | 'region' | 'site';
/**
 * What a place outside India is, by its name: in lower case from four letters on, with one space between words. `home`:
 * a place in India, or a provider, as it is written in lower case.
 */
export type NamesAbroad = ReadonlyMap<string, AbroadKind | 'home'>;

/** What people call places abroad where ISO 3166 has another name, or none. Short ones are matched as they are written. */
const commonly: Readonly<Record<'country' | 'city' | 'region', readonly string[]>> = {
  country: (
    'US,USA,U S,u s a,UK,U K,UAE,u a e,PRC,united states,america,united kingdom,great britain,britain,england,scotland,' +
    'ireland,russia,vietnam,south korea,korea,laos,syria,turkey,türkiye,iran,taiwan,tanzania,venezuela,bolivia,moldova,' +
    'ivory coast,macau,holland,the netherlands,netherlands,czech republic,hong kong,singapore,dubai,abu dhabi,' +
    'सिंगापुर,सिंगापूर,अमेरिका,अमरीका,संयुक्त राज्य,यूएसए,चीन,ब्रिटेन,यूके,इंग्लैंड,आयरलैंड,जर्मनी,फ्रांस,फ़्रांस,नीदरलैंड,नीदरलैंड्स,जापान,' +
    'रूस,दुबई,यूएई,हांगकांग,हाँगकाँग,हॉन्ग कॉन्ग,कनाडा,ऑस्ट्रेलिया,पाकिस्तान,नेपाल,बांग्लादेश,श्रीलंका,थाईलैंड,मलेशिया,इंडोनेशिया,वियतनाम,' +
    'कोरिया,दक्षिण कोरिया,ताइवान,इज़राइल,इजराइल,स्विट्ज़रलैंड,स्वीडन,ब्राज़ील,ब्राजील'
  ).split(','),
  city: (
    'munich,hamburg,manchester,edinburgh,boston,houston,philadelphia,denver,portland,austin,san diego,silicon valley,' +
    'palo alto,mountain view,vancouver,brisbane,perth,shenzhen,kuala lumpur,jakarta,bangkok,hanoi,ho chi minh city,' +
    'manila,colombo,kathmandu,dhaka,karachi,lahore,islamabad,nairobi,lagos,cairo,istanbul,moscow,prague,lisbon,' +
    'barcelona,falkenstein,nuremberg,gravelines,roubaix,strasbourg,kyiv,kiev,minsk,krakow,bucharest,sofia,belgrade,tallinn,riga,vilnius,almaty,tashkent,rome,oslo,helsinki,athens,luxembourg,लंदन,टोक्यो,फ्रैंकफर्ट,फ़्रैंकफ़र्ट,वर्जीनिया,सिडनी,पेरिस,न्यूयॉर्क,डबलिन,ओरेगन'
  ).split(','),
  region: (
    'EU,EEA,european economic area,eurozone,europe,european union,asia,asia pacific,asia pac,africa,middle east,apac,' +
    'APJ,emea,latam,mena,gulf,north america,south america,latin america,americas,oceania,southeast asia,' +
    'south east asia,east asia,scandinavia,nordics,benelux,asean,west indies,यूरोप,यूरोपीय संघ,एशिया,अफ्रीका,अफ़्रीका,मध्य पूर्व,खाड़ी'
  ).split(','),
};

/** Names of places outside `home`: countries, cities and codes of sites, and what people call them. */
export function namesAbroad(registry: Registry, home: string): NamesAbroad {
  const { countries, sites } = registry;
  const abroad = sites.filter(({ certain }) => certain.length > 0 && !certain.includes(home));
  const cities = abroad.flatMap(({ city }) => (city === undefined ? [] : [city, ...city.split(/[(),/]/)]));
  const codes = abroad.map(({ id }) => id.slice(id.indexOf('/') + 1)).filter((code) => telling.test(code));
  const named = Object.entries(countries).flatMap(([code, name]) =>
    code === home ? [] : [name, name.split(',')[0] ?? ''],
  );
  return new Map<string, AbroadKind | 'home'>([
    ...Object.keys(countries).flatMap((code) => (code === home ? [] : [[code, 'country'] as const])),
    ...homely(registry, home).map((name) => [name, 'home'] as const),
    ...codes.map((code) => [code, 'site'] as const),
    ...long(cities).map((name) => [name, 'city'] as const),
    ...long(named).map((name) => [name, 'country'] as const),
    ...(['city', 'region', 'country'] as const).flatMap((kind) =>
      commonly[kind].map((name) => [/^[A-Z ]+$/.test(name) ? name : plain(name), kind] as const),
    ),
  ]);
}

/** Names of states, cities and sites at home, and of providers. */
function homely({ subdivisions, sites, providers }: Registry, home: string): string[] {
  const there = sites.filter(({ certain }) => certain.length === 1 && certain[0] === home);
  const names = [
    ...Object.entries(subdivisions).flatMap(([code, name]) => (code.startsWith(`${home}-`) ? [name] : [])),
    ...there.flatMap(({ id, city = '' }) => [id.slice(id.indexOf('/') + 1), city, ...city.split(/[(),/]/)]),
    ...Object.entries(providers).flatMap(([id, { name, aliases }]) => [id, name, ...aliases]),
    ...'Mumbai,Navi Mumbai,Delhi,New Delhi,Bengaluru,Bangalore,Hyderabad,Chennai,Kolkata,Pune,Noida,Gurugram'.split(
      ',',
    ),
  ];
  return names
    .map((name) => name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase())
    .filter((name) => name.length >= 3);
}

/** Codes that are no words: `us-east-1`, `ams3`, `westeurope`; not `network`. */
const telling = /\d|-|^[a-z]{2,}(?:us|europe|asia|east|west|north|south|central)$/;

const long = (names: readonly string[]) => names.map(plain).filter((name) => name.length >= 4);

/** One spelling of a name: lower case, compatible forms folded, words parted by one space. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .join(' ')
    .trim();
