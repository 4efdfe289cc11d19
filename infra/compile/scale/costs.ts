import { measures } from '../../../shared/api/measures.ts';
import { lambdas, routes } from '../../../shared/api/routes.ts';
import { verdicts } from '../../../shared/audit/outcome.ts';
import { assumed, hoursOfMonth, standing } from './assumptions.ts';
import type { Measured } from './measured.ts';
import { type Price, type PriceName, prices } from './prices.ts';

/** One line of a bill: `quantity` of what its price is for. */
export type Line = { readonly price: Price; readonly why: string; readonly quantity: number; readonly usd: number };

/** A declaration in the middle of the measured ones. */
export type Typical = {
  readonly firstUnits: number;
  readonly againUnits: number;
  readonly replicaUnits: number;
  readonly readUnits: number;
  readonly grownBytes: number;
  readonly answerBytes: number;
  readonly pageUnits: number;
};

/** The mean of the examples, with the first declaration of an application as often as is assumed. */
export function typicalOf(measured: readonly Measured[]): Typical {
  const mean = (of: (one: Measured) => number) => measured.reduce((sum, one) => sum + of(one), 0) / measured.length;
  const first = assumed.firsts / 100;
  const mixed = (of: 'replicaUnits' | 'grownBytes' | 'readUnits') =>
    mean((one) => first * (one.registration[of] + one.first[of]) + (1 - first) * one.again[of]);
  return {
    firstUnits: mean((one) => one.first.writeUnits),
    againUnits: mean((one) => one.again.writeUnits),
    replicaUnits: mixed('replicaUnits'),
    readUnits: mixed('readUnits'),
    grownBytes: mixed('grownBytes'),
    answerBytes: mean(({ audit }) => audit.bytes),
    pageUnits: mean(({ page }) => page.readUnits),
  };
}

const gigabyte = 1_000_000_000;

/** What a month of that many audits costs, and the rows of a month for as long as they are kept. */
export function monthly(typical: Typical): readonly Line[] {
  const { audits, checks, reads, lists, publics, milliseconds, log } = assumed;
  const each = 1 + checks + reads + lists + publics;
  const units = (assumed.firsts * typical.firstUnits + (100 - assumed.firsts) * typical.againUnits) / 100;
  const seconds =
    (milliseconds.submit +
      checks * milliseconds.check +
      reads * milliseconds.read +
      lists * milliseconds.list +
      publics * milliseconds.public) /
    1000;
  const rows = (audits * typical.grownBytes) / gigabyte;
  const long = (audits * assumed.longBodies) / 100;
  const longs = (long * assumed.longKilobytes * 1000) / gigabyte;
  const logs = (audits * each * (log.ours + log.lambda + log.access)) / gigabyte;
  const answered = (audits * (1 + checks + reads) * typical.answerBytes) / gigabyte;
  const read = typical.readUnits + reads + lists * typical.pageUnits;
  return [
    line('writes', audits * units, `${shown(units)} for each audit`),
    line(
      'replicaWrites',
      audits * typical.replicaUnits,
      `${shown(typical.replicaUnits)} for each audit, in the other region`,
    ),
    line('reads', audits * read, `${shown(read)} for each audit, with what is read later`),
    line('rows', 2 * rows, `${shown(typical.grownBytes / 1000)} KB for each audit, in both regions; of one month`),
    line('recovery', 2 * rows, 'the same rows'),
    line('invocations', audits * each, `${shown(each)} for each audit: itself, checks, reads, lists`),
    line('compute', audits * seconds, `${shown(seconds * 1000)} ms of 1 GB for each audit and what comes with it`),
    line('requests', audits * each, 'as many'),
    line('objectWrites', 2 * long, `${assumed.longBodies} body in a hundred audits, in both regions`),
    line('objects', 2 * longs, `${assumed.longKilobytes} KB each, of one month`),
    line('logs', logs, `${log.ours + log.lambda + log.access} bytes for each request`),
    line('keptLogs', logs * assumed.logMonths, `${assumed.logMonths} months of them`),
    line(
      'egress',
      answered,
      `${shown(typical.answerBytes / 1000)} KB for each audit that is answered; a tenth if clients take gzip`,
    ),
    line('between', rows + longs, 'what is written, once'),
  ];
}

/** What is paid though nobody asks. */
export function standingLines(): readonly Line[] {
  const { machines, tokenHours } = assumed;
  return [
    line('keys', standing.keys, 'of what is kept here, of what is kept there, of the alarms’ topic'),
    line('metrics', metrics, 'requests, faults and latency by function and by route, audits by verdict'),
    line('alarms', standing.alarms, 'each with its paragraph in the runbook'),
    line('dashboards', standing.dashboards, ''),
    line('machines', machines, 'one for each tenant; another issuer may be set'),
    line('tokens', (machines * hoursOfMonth) / tokenHours, `one every ${tokenHours} h`),
  ];
}

const counted = [measures.requests, measures.faults, measures.latency].length;
const metrics = counted * (lambdas.length + routes.length) + verdicts.length;

function line(name: PriceName, quantity: number, why: string): Line {
  const price: Price = prices[name];
  return { price, why, quantity, usd: (quantity / price.per) * price.usd };
}

export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

/** At most one digit after the point. */
export const shown = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
