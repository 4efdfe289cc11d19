import { type RouteName, routes } from '../../../shared/api/routes.ts';
import { assumed, hoursOfMonth } from './assumptions.ts';
import { shown, type Typical } from './costs.ts';

/** DynamoDB's, from AWS's documents: units a second, of one partition, of a table that is new, of any table. */
const units = { partition: 1_000, newTable: 4_000, table: 40_000 } as const;
/** Of a row of a list in a transaction; of partitions of one list. */
const row = { units: 2, parts: 4 } as const;
const rowsOfPartition = units.partition / row.units;

/** What is asked for, and what lets it through: rows of what, how much, why. */
export const rates = ({ firstUnits, againUnits }: Typical): string[][] => {
  const { audits, peak } = assumed;
  const average = audits / (hoursOfMonth * 3_600);
  const most = perSecondOf(['submitDeclaration']);
  return [
    [
      'asked for in the month above',
      `${shown(average)}/s, ${shown(average * peak)}/s in the busiest hour`,
      `${shown(audits)} / (${hoursOfMonth} h · 3,600), times ${peak}`,
    ],
    [
      'the gateway lets through',
      `${most}/s declarations, ${2 * most} for a moment`,
      'the limit of the route; raise it when the table has grown',
    ],
    [
      'a new table',
      `${shown(units.newTable / firstUnits)}/s first, ${shown(units.newTable / againUnits)}/s later declarations`,
      `${shown(units.newTable)} write units / ${shown(firstUnits)} and ${shown(againUnits)}; it grows with use, or is warmed before`,
    ],
    [
      'any table, until AWS raises its quota',
      `${shown(units.table / againUnits)}/s later declarations`,
      `${shown(units.table)} / ${shown(againUnits)}`,
    ],
  ];
};

/** Where rows meet, and how many a second: rows of what, how much, why. */
export const hotSpots = (): string[][] => [
  [
    'one verdict, one verdict of a pack or at a site',
    `${shown(row.parts * rowsOfPartition)}/s`,
    `${row.parts} partitions of ${shown(units.partition)} units, ${row.units} a row`,
  ],
  [
    'one tenant',
    `${shown(rowsOfPartition)}/s`,
    `its list is one partition; declaring anew for 10,000 applications takes ${shown(10_000 / rowsOfPartition)} s`,
  ],
  [
    'rows that wait for the log',
    `${shown(row.parts * rowsOfPartition)}/s`,
    `${row.parts} partitions; half of it once something deletes them`,
  ],
  ['one application', 'one after another', 'its head is written under its version; after six tries 409'],
];

/** Functions at work at once, by rate times duration: in the busiest hour, and at the gateway's limits. */
export function concurrency(): string[][] {
  const { audits, peak, checks, reads, lists, publics, milliseconds } = assumed;
  const rate = (audits * peak) / (hoursOfMonth * 3_600);
  const namesOf = (wanted: (route: (typeof routes)[number]) => boolean) =>
    routes.filter(wanted).map(({ name }) => name);
  const kinds: readonly [string, number, number, readonly RouteName[]][] = [
    ['submit', rate, milliseconds.submit, ['submitDeclaration', 'registerApplication']],
    ['check', rate * checks, milliseconds.check, ['checkDeclaration']],
    ['read', rate * (reads + lists), milliseconds.list, namesOf(({ lambda }) => lambda === 'read')],
    ['public', rate * publics, milliseconds.public, namesOf(({ scope }) => scope === null)],
  ];
  return kinds.map(([what, perSecond, ms, names]) => {
    const most = perSecondOf(names);
    const atOnce = (each: number) => shown((each * ms) / 1000);
    return [what, `${shown(perSecond)}/s`, String(ms), atOnce(perSecond), `${shown(most)}/s`, atOnce(most)];
  });
}

const perSecondOf = (names: readonly RouteName[]): number =>
  routes.filter(({ name }) => names.includes(name)).reduce((sum, { perSecond }) => sum + perSecond, 0);
