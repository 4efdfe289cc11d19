import { readFile } from 'node:fs/promises';
import { policyNamed } from '../../shared/policy/compiled.ts';
import type { LoadedPack, LoadedPolicy } from '../../shared/policy/load.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { answerTo, confidenceMeans, inForce, ofWhat, selected } from '../../shared/policy/wording/pack.ts';
import { coded } from '../../shared/policy/wording/phrase.ts';
import { appliesWording, unlessWording } from '../../shared/policy/wording/rule.ts';
import { indexRegistry, type RegistryIndex } from '../../shared/registry/lookup.ts';
import { kindOf } from '../../shared/report/words.ts';
import { filled, table } from './markdown.ts';
import { rulePart } from './pack-rule.ts';
import { compilePacks } from './packs.ts';
import { compileRegistry } from './registry.ts';
import { saidOf } from './said.ts';

/** What the packs are shown with: names of countries, and what the authority decided by default. */
type Surroundings = { readonly registry: RegistryIndex; readonly policy: LoadedPolicy };

/** `docs/packs.md`: the template beside this file, with every pack in words. */
export async function formatPacksDoc(): Promise<string> {
  const registry = indexRegistry(await compileRegistry());
  const policy = policyNamed('default', await compilePacks(), registry);
  const sorted = policy.packs.toSorted((a, b) => (a.issuer + a.pack < b.issuer + b.pack ? -1 : 1));
  const template = await readFile(new URL('packs.template.md', import.meta.url), 'utf8');
  return filled(template, {
    confidence: table(
      ['mark', 'means'],
      Object.entries(confidenceMeans).map(([name, means]) => [`\`${name}\``, means]),
    ),
    overview: overview(sorted),
    packs: sorted.map((pack) => packPart(pack, { registry, policy })).join('\n\n'),
  });
}

const overview = (packs: readonly LoadedPack[]) =>
  table(
    ['pack', 'title', 'issuer', 'kind', 'version', 'instrument', 'in force'],
    packs.flatMap(({ pack, title, issuer, kind, versions }) =>
      versions.map((version, index) => [
        ...(index === 0 ? [`[\`${pack}\`](#${pack})`, title, `\`${issuer}\``, kindOf[kind]] : ['', '', '', '']),
        `\`${version.id}\``,
        version.instrument,
        inForce(version),
      ]),
    ),
  );

function packPart(pack: LoadedPack, beside: Surroundings): string {
  const { title, kind, issuer, source, unverified } = pack;
  return [
    `## ${pack.pack}`,
    [
      `**${title}**: ${kindOf[kind]}, issued by \`${issuer}\`.`,
      beside.policy.folded.includes(pack)
        ? 'It counts in the verdict by the default policy set.'
        : 'It is shown beside the verdict by the default policy set.',
      ...(source === undefined ? [] : [`Text: <${source}>`]),
    ].join(' '),
    versions(pack),
    application(pack, beside),
    ...pack.written.rules.map((rule, index) =>
      rulePart({ pack: pack.written, rule, number: index + 1, countries: beside.registry.countries }),
    ),
    questions(pack.written),
    disputed(pack.written, beside),
    unverified.length === 0 ? '' : ['**Nobody has read or confirmed:**', bullets(unverified)].join('\n\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

function versions({ versions: all, written, pack }: LoadedPack): string {
  const rulesOf = (id: string) =>
    written.rules.flatMap(({ id: rule, versions: only }, index) =>
      (only?.includes(id) ?? true) ? [`[${index + 1}](#${anchorOf(pack, rule)})`] : [],
    );
  return table(
    ['version', 'instrument', 'in force', 'rules'],
    all.map((version) => [`\`${version.id}\``, version.instrument, inForce(version), rulesOf(version.id).join(', ')]),
  );
}

/** What the heading of a rule is called in an address. */
const anchorOf = (pack: string, rule: string) => `${pack}-${rule}`;

function application({ written, suspects, expects, scope }: LoadedPack, { registry }: Surroundings): string {
  const applies = appliesWording(written, registry.countries);
  return bullets([
    `**For** ${scope}.`,
    applies === 'always'
      ? '**Applies** to every declaration.'
      : `**Applies** where ${saidOf(applies)}${typeof applies === 'string' ? '.' : ''}`,
    ...written.unless.map(
      ({ when, why }) =>
        `**Out of its reach** (${why}): where ${saidOf(unlessWording(written, when, registry.countries))}`,
    ),
    ...(suspects.length === 0
      ? []
      : [
          `**Suspects**: whoever declares data of ${coded(suspects)} and names no such role is asked whether that is so.`,
        ]),
    ...(expects === undefined
      ? []
      : [
          `**Expects** that data of this kind is stored or processed: ${selected(expects)}. Where none is, nobody can tell.`,
        ]),
  ]);
}

function questions({ facts }: Pack): string {
  const rows = Object.entries(facts).map(([name, fact]) => [
    fact.ask,
    answerTo(fact),
    `\`${name}\` ${ofWhat[fact.on]}`,
    fact.attestedBy === undefined ? '' : `\`${fact.attestedBy}\``,
  ]);
  if (rows.length === 0) return '';
  return `**It asks the operator:**\n\n${table(['question', 'answer', 'in the declaration', 'document behind it'], rows)}`;
}

function disputed({ pack, readings }: Pack, { policy: { set } }: Surroundings): string {
  return Object.entries(readings)
    .map(([name, { ask, options }]) => {
      const chosen = set.readings[`${pack}/${name}`];
      const taken =
        chosen === undefined
          ? 'The default policy set takes none: every reading is judged.'
          : `The default policy set takes \`${chosen}\`.`;
      const lines = Object.entries(options).map(([option, words]) => `\`${option}\`: ${words}`);
      return `**Disputed** (\`${name}\`): ${ask} ${taken}\n\n${bullets(lines)}`;
    })
    .join('\n\n');
}
