import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pack and its cases about which lint has nothing to say. Each test spoils a copy of one of them. */
export const samplePack = `pack: sample
title: Ledgers of lenders
kind: law
issuer: nobody
source: https://example.in/ledgers
scope: lenders, for the ledgers of their loans
versions:
  - { id: "2020", instrument: First order, from: "2020-01-01", to: "2023-12-31", status: superseded }
  - { id: "2024", instrument: Second order, from: "2024-01-01", to: open }
appliesTo: "'nbfc' in app.roles"
suspects: [user.financial]
facts:
  tier: { on: placement, type: string, values: [hot, cold], ask: "Is it read every day (\`hot\`) or hardly ever (\`cold\`)?" }
  audited: { on: application, type: bool, ask: "Did an auditor look at it in this year?" }
readings:
  copies: { ask: "Does the order speak of copies?", options: { all: of all copies, first: of the first alone } }
rules:
  - id: kept-in-india
    claim: Ledgers are kept in India.
    for: placement
    data: user.financial
    activities: [store, backup]
    when: reading.copies == 'all' || placement.activity == 'store'
    require: place.onlyIn('IN') || placement.tier == 'cold'
    clause: paragraph 1
    because: "\`{{data.id}}\` {{placement.happens}} {{place}}"
    remedy: "Move it: {{place.nearest}} is near."
    controls: { finos-ccc: [CCC.Core.CN06] }
    confidence: V1
    suspended: [{ from: "2021-01-01", to: "2021-06-30", by: an order of stay }]
  - id: looked-at
    claim: An auditor looks at the ledgers each year.
    for: application
    require: app.audited
    clause: paragraph 2
    because: nobody looked at the ledgers
    remedy: Have an auditor look at them.
    confidence: V2
unverified:
  - Whether paragraph 2 was ever enforced.
`;

export const sampleCases = `pack: sample
given:
  roles: [nbfc]
  complete: [roles, data, contexts]
  facts: { audited: true }
  data:
    ledger:
      category: user.financial
      store: aws/ap-south-1
      backup: aws/ap-south-2
      none: [process, replicate, cache, log, access, transfer, manage-keys, standby]
cases:
  HOME: { expect: C, by: [kept-in-india, looked-at] }
  ABROAD:
    like: HOME
    given: { data: { ledger: { backup: { at: SG, tier: hot } } } }
    readings: { sample/copies: all }
    expect: N
    by: kept-in-india
  NOT-SAID: { like: ABROAD, given: { data: { ledger: { backup: { tier: ~ } } } }, expect: I, by: kept-in-india }
  UNSEEN: { like: HOME, given: { facts: { audited: false } }, expect: N, by: looked-at }
  NOT-ASKED: { like: HOME, given: { facts: ~ }, expect: I, by: looked-at }
`;

/** A text with one part of it replaced; the part must stand there once. */
export function spoilt(text: string, find: string, replace: string): string {
  if (text.split(find).length !== 2) throw new Error(`\`${find}\` does not stand there once`);
  return text.replace(find, () => replace);
}

/** A folder of its own with these files. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}
