import { readFile } from 'node:fs/promises';
import type { Rulebook } from '../../../shared/policy/release.ts';
import { filled, table } from '../markdown.ts';
import { assumed } from './assumptions.ts';
import { type Line, monthly, shown, standingLines, totalOf, typicalOf } from './costs.ts';
import { concurrency, hotSpots, rates } from './limits.ts';
import { type Measured, measureExamples } from './measured.ts';
import { prices, sureness } from './prices.ts';

/** `docs/scale.md`: the template beside this file, with what the code does, what it costs and where it stops. */
export async function formatScaleDoc(rulebook: Rulebook): Promise<string> {
  const measured = await measureExamples(rulebook);
  const typical = typicalOf(measured);
  const month = monthly(typical);
  const standing = standingLines();
  const rows = month.filter(({ price }) => price === prices.rows || price === prices.recovery);
  const template = await readFile(new URL('template.md', import.meta.url), 'utf8');
  return filled(template, {
    audits: assumed.audits.toLocaleString('en'),
    measured: table(
      [
        'example',
        'sent, packed',
        'audit, packed',
        'first: items, write units',
        'again: items, write units',
        'rows kept',
      ],
      measured.map(measuredRow),
    ),
    page: shown(typical.pageUnits),
    prices: table(['what', 'US$', 'for', 'how sure'], Object.values(prices).map(priceRow)),
    sureness: Object.entries(sureness)
      .map(([name, means]) => `- **${name}**: ${means}`)
      .join('\n'),
    month: table(['what', 'how many', '× price', '= US$', 'because'], month.map(costRow)),
    total: dollars(totalOf(month)),
    each: (totalOf(month) / assumed.audits).toLocaleString('en', { maximumFractionDigits: 6 }),
    standing: table(['what', 'how many', '× price', '= US$', 'because'], standing.map(costRow)),
    standingTotal: dollars(totalOf(standing)),
    yearly: dollars(11 * totalOf(rows)),
    rowsOfMonth: dollars(totalOf(rows)),
    assumptions: table(['what', 'number'], assumptionRows()),
    rates: table(['what', 'a second', 'because'], rates(typical)),
    hotSpots: table(['what', 'a second', 'because'], hotSpots()),
    concurrency: table(['requests', 'busiest hour', 'ms', 'at once', 'the gateway’s limit', 'at once'], concurrency()),
  });
}

function measuredRow({ name, declaration, audit, first, again }: Measured): string[] {
  const kilobytes = ({ bytes, packed }: Measured['audit']) => `${shown(bytes / 1000)} KB, ${shown(packed / 1000)} KB`;
  return [
    `\`examples/${name}\``,
    kilobytes(declaration),
    kilobytes(audit),
    `${first.actions}, ${first.writeUnits}`,
    `${again.actions}, ${again.writeUnits}`,
    `${shown(again.grownBytes / 1000)} KB`,
  ];
}

const priceRow = ({ what, usd, per, unit, sure, from }: (typeof prices)[keyof typeof prices]): string[] => [
  what,
  String(usd),
  `${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`,
  from === '' ? sure : `${sure}: ${from}`,
];

const costRow = ({ price: { what, usd, per }, quantity, usd: cost, why }: Line): string[] => [
  what,
  per === 1 ? shown(quantity) : `${shown(quantity / per)} × ${per.toLocaleString('en')}`,
  String(usd),
  dollars(cost),
  why,
];

const dollars = (usd: number): string =>
  usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function assumptionRows(): string[][] {
  const { firsts, checks, reads, lists, publics, milliseconds, longBodies, longKilobytes, log, logMonths } = assumed;
  const times = Object.entries(milliseconds).map(([kind, ms]) => `${kind} ${ms}`);
  return [
    ['audits recorded in a month', assumed.audits.toLocaleString('en')],
    ['of 100, the first of an application', String(firsts)],
    ['for each: checks, reads, lists, public requests', [checks, reads, lists, publics].map(shown).join(', ')],
    ['ms that a Lambda of 1 GB is billed', times.join(', ')],
    ['of 100, with a body over 64 KB packed; its KB', `${longBodies}; ${longKilobytes}`],
    ['bytes of log of a request: ours, Lambda’s, the gateway’s', `${log.ours}, ${log.lambda}, ${log.access}`],
    ['months that logs are kept', String(logMonths)],
    ['machines of tenants; hours between two tokens', `${assumed.machines}; ${assumed.tokenHours}`],
    ['busiest hour, times the average', String(assumed.peak)],
  ];
}
