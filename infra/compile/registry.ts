import { readFile } from 'node:fs/promises';
import { iso31661, iso31662 } from 'iso-3166';
import { parse } from 'yaml';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { Approval, Registry, Scheme, Site } from '../../shared/registry/registry.ts';

const folder = new URL('../../shared/registry/', import.meta.url);

/** The day on which the keeper knew all this. A later change of the sources is a new day. */
const knownAt = '2026-11-22';

/** Codes that ISO withdrew in 2020 and 2023, and what they are called now. Declarations still use them. */
const formerSubdivisions = {
  'IN-CT': 'IN-CG',
  'IN-DD': 'IN-DH',
  'IN-DN': 'IN-DH',
  'IN-OR': 'IN-OD',
  'IN-TG': 'IN-TS',
  'IN-UT': 'IN-UK',
};

const Providers = Registry.shape.providers;
const Keeper = z.strictObject({
  schemes: z.record(z.string(), Scheme),
  approvals: z.array(Approval),
  tables: Registry.shape.tables,
});

/** Reads what the keeper wrote and ISO's codes, and gives the one registry of it, or throws `registry_invalid`. */
export async function compileRegistry(): Promise<Registry> {
  const { schemes, approvals, tables } = Keeper.parse(parse(await text('approvals.yaml')));
  const registry = Registry.parse({
    knownAt,
    countries: Object.fromEntries(iso31661.map(({ alpha2, name }) => [alpha2, name])),
    subdivisions: Object.fromEntries(iso31662.map(({ code, name }) => [code, name])),
    formerSubdivisions,
    providers: Providers.parse(JSON.parse(await text('providers.json'))),
    sites: z.array(Site).parse(JSON.parse(await text('sites.json'))),
    schemes,
    approvals,
    tables,
  });
  const faults = faultsIn(registry);
  if (faults.length > 0) throw new NivasError('registry_invalid', faults.join('; '));
  return registry;
}

/** The registry as it is committed: JSON, a line for each site and each approval, so that a diff can be read. */
export function formatRegistry(registry: Registry): string {
  const entries = Object.entries(registry).map(([key, value]) => {
    const rows = Array.isArray(value) && value.length > 0;
    const body = rows ? `[\n${value.map((row) => JSON.stringify(row)).join(',\n')}\n]` : JSON.stringify(value);
    return `${JSON.stringify(key)}:${body}`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}

/** What the schema cannot see: ids used twice, names of things that are not there, places that contradict. */
export function faultsIn(registry: Registry): string[] {
  const { sites, approvals } = registry;
  const ids = new Set(sites.map((site) => site.id));
  const twice = sites.filter((site, at) => sites.findIndex((other) => other.id === site.id) !== at);
  return [
    ...twice.map((site) => `site \`${site.id}\` is listed twice`),
    ...sites.flatMap((site) => faultsOfSite(site, registry)),
    ...approvals.flatMap(({ site, scheme, from, to }) => [
      ...(ids.has(site) ? [] : [`an approval names \`${site}\`, which is not listed`]),
      ...(Object.hasOwn(registry.schemes, scheme)
        ? []
        : [`an approval names scheme \`${scheme}\`, which is not listed`]),
      ...(to === 'open' || from <= to ? [] : [`an approval of \`${site}\` ends before it begins`]),
    ]),
    ...Object.entries(registry.tables).flatMap(([name, rows]) =>
      rows.flatMap(({ country, from, to }) => [
        ...(Object.hasOwn(registry.countries, country)
          ? []
          : [`table \`${name}\` has \`${country}\`, which is not listed`]),
        ...(to === 'open' || from <= to ? [] : [`table \`${name}\`: the row of \`${country}\` ends before it begins`]),
      ]),
    ),
    ...Object.entries(registry.formerSubdivisions).flatMap(([old, code]) => [
      ...(Object.hasOwn(registry.subdivisions, code) ? [] : [`\`${old}\` became \`${code}\`, which is not listed`]),
      ...(Object.hasOwn(registry.subdivisions, old) ? [`former subdivision \`${old}\` is still listed`] : []),
    ]),
  ];
}

function faultsOfSite(site: Site, { providers, countries, subdivisions }: Registry): string[] {
  const { id, provider, certain, possible, subdivision, kind, status, confidence } = site;
  const located = certain.length > 0 || possible !== null;
  const known = (country: string) => country === 'ZZ' || Object.hasOwn(countries, country);
  const faults: [boolean, string][] = [
    [!id.startsWith(`${provider}/`), `is not named after its provider \`${provider}\``],
    [!Object.hasOwn(providers, provider), `has provider \`${provider}\`, which is not listed`],
    [located && status !== 'operating', `has a country and is ${status}`],
    [located && confidence === 'memory', 'has a country known from memory alone'],
    [located && kind === 'edge', 'has a country and is an edge site'],
    [![...certain, ...(possible ?? [])].every(known), 'has a country that is not listed'],
    [possible !== null && !certain.every((country) => possible.includes(country)), 'is certainly where it cannot be'],
    [subdivision !== undefined && !Object.hasOwn(subdivisions, subdivision), `has unlisted \`${subdivision}\``],
    [subdivision !== undefined && !certain.includes(subdivision.slice(0, 2)), 'has a subdivision and not its country'],
  ];
  return faults.filter(([is]) => is).map(([, what]) => `site \`${id}\` ${what}`);
}

async function text(name: string): Promise<string> {
  return await readFile(new URL(name, folder), 'utf8');
}
