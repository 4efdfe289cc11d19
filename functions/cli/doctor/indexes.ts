import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { differences } from '../../../shared/adapters/aws/differences.ts';
import { type Finding, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const mostShown = 20;

/** Whether lists and edges say what the records say. Reads the whole table, once. */
export async function indexesAgree(patient: Patient): Promise<readonly Finding[]> {
  const counted = { items: 0 };
  const shown: string[] = [];
  let found = 0;
  for await (const sentence of differences(itemsOf(patient, counted))) {
    found += 1;
    if (found <= mostShown) shown.push(sentence);
  }
  const read = `${inWords(counted.items)} of \`${patient.names.records}\` read`;
  if (found === 0) return [well(`lists and edges are what the records say; ${read}`)];
  const more = found > mostShown ? `, of which ${mostShown} are shown` : '';
  return [
    wrong(
      `lists, edges or records are damaged: ${found} ${found === 1 ? 'difference' : 'differences'}${more}; ${read}. None ` +
        'would be right. Ask again first: what is written meanwhile can look like damage. If it stays, stop writing and ' +
        'compare with a restored table (docs/runbook.md: Restore the tables)',
      shown,
    ),
  ];
}

/** A page of a megabyte takes a local table longer than a call may take. */
const pageSize = 1_000;

/** Every item, of a read that sees all that was written before; says how far it is, once a second. */
async function* itemsOf({ dynamodb, names, now, progress }: Patient, counted: { items: number }) {
  let said = now().getTime();
  for await (const { Items = [] } of paginateScan(
    { client: dynamodb, pageSize },
    { TableName: names.records, ConsistentRead: true },
  )) {
    yield* Items;
    counted.items += Items.length;
    if (now().getTime() - said < 1000) continue;
    said = now().getTime();
    progress(`  … ${inWords(counted.items)} of \`${names.records}\` read`);
  }
}

/** `1 item`, `12,000 items`. */
const inWords = (items: number) =>
  `${String(items).replaceAll(/\B(?=(\d{3})+$)/g, ',')} ${items === 1 ? 'item' : 'items'}`;
