import { readFile } from 'node:fs/promises';
import { type Activity, activities } from '../../shared/declaration/activity.ts';
import { type FactSubject, factSubjects } from '../../shared/declaration/fact.ts';
import { completable } from '../../shared/declaration/vocabulary.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { allRight } from './all-right.ts';
import { filled, listed, table } from './markdown.ts';
import { compilePacks } from './packs.ts';
import { vocabularyTables } from './vocabulary.ts';

/** `docs/cases.md`: the template beside this file, with the words of the packs as their sources say them. */
export async function formatCasesDoc(): Promise<string> {
  const { packs } = await compilePacks();
  const sorted = packs.toSorted((a, b) => (a.pack < b.pack ? -1 : 1));
  const base = await allRight();
  const parts: Readonly<Record<string, string>> = {
    activities: activitiesTable(),
    ...vocabularyTables(sorted),
    complete: listed(completable),
    facts: factSubjects.map((subject) => factsOf(subject, sorted)).join('\n\n'),
    packs: sorted.map((pack) => packPart(pack, base(pack.pack))).join('\n\n'),
  };
  const template = await readFile(new URL('cases.template.md', import.meta.url), 'utf8');
  return filled(template, parts);
}

const meanings: Readonly<Record<Activity, string>> = {
  store: 'is kept',
  process: 'is worked on',
  backup: 'is backed up',
  replicate: 'is copied to as it changes',
  cache: 'is kept for a while to be quick, as on an edge network',
  log: 'stands in logs',
  access: 'is opened from, by people',
  transfer: 'is sent to',
  'manage-keys': 'has its keys',
  standby: 'holds nothing today and would on failover',
};

const activitiesTable = () =>
  table(
    ['activity', 'the place where data'],
    activities.map((activity) => [`\`${activity}\``, meanings[activity]]),
  );

const where: Readonly<Record<FactSubject, string>> = {
  application: 'Of the application (`facts: { … }`)',
  asset: 'Of a kind of data (`data: { key: { … } }`)',
  placement: 'Of a place (`store: { at: SG, … }`)',
  document: 'Of a document (`documents: { key: { kind, … } }`)',
  owner: 'Of an owner (`owners: { key: { … } }`)',
};

function factsOf(subject: FactSubject, packs: readonly Pack[]): string {
  const asked = packs.flatMap(({ pack, facts }) =>
    Object.entries(facts).flatMap(([name, spec]) => (spec.on === subject ? [{ name, spec, pack }] : [])),
  );
  const rows = [...Map.groupBy(asked, ({ name }) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => [
      `\`${name}\``,
      all[0]?.spec.type ?? '',
      listed(all[0]?.spec.values ?? []),
      [...new Set(all.map(({ spec }) => spec.ask))].join(' '),
      listed(all.map(({ pack }) => pack)),
    ]);
  const body = rows.length === 0 ? 'None.' : table(['fact', 'type', 'values', 'question', 'asked by'], rows);
  return `### ${where[subject]}\n\n${body}`;
}

function packPart({ pack, title, kind, scope, versions, readings, rules }: Pack, base: string): string {
  const inForce = versions.map(
    ({ id, instrument, from, to, status }) =>
      `- version \`${id}\`: ${instrument}, ${status === 'proposed' ? 'proposed ' : ''}from ${from}${to === 'open' ? '' : ` to ${to}`}`,
  );
  const disputed = Object.entries(readings).flatMap(([name, { ask, options }]) => [
    `- reading \`${pack}/${name}\`: ${ask}`,
    ...Object.entries(options).map(([option, words]) => `  - \`${option}\`: ${words}`),
  ]);
  const rows = rules.map((rule) => [
    `\`${rule.id}\``,
    rule.claim,
    rule.activities ? listed(rule.activities) : rule.document ? `document \`${rule.document}\`` : rule.for,
    rule.clause,
    rule.suspended?.map(({ from, to, by }) => `${from} to ${to} by ${by}`).join('; ') ?? '',
  ]);
  return [
    `### \`${pack}\`: ${title}`,
    '',
    `Kind: ${kind}. For ${scope}. To whom it applies and what it asks in full: [packs.md](packs.md#${pack}).`,
    '',
    ...inForce,
    ...disputed,
    '',
    table(['rule', 'claim', 'looks at', 'clause', 'suspended'], rows),
    '',
    'To start from:',
    '',
    base,
  ].join('\n');
}
