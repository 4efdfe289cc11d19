import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { platforms } from '../../../shared/evidence/deployed/resource.ts';
import { defaultMayFail, mayFail, Sink } from '../../../shared/evidence/deployed/sinks/sink.ts';
import { releasedSinks } from '../../../shared/evidence/deployed/sinks/sink-table.ts';
import committed from '../../../shared/evidence/deployed/sinks/sinks.json' with { type: 'json' };
import { registry } from './deployments.ts';

const rows = z.array(Sink).parse(committed);
const given = rows.filter(({ source }) => source !== 'Nivas');

/** Rows of the facts that the table was made from, counted and digested there on 2026-11-26. */
const facts = {
  counts: { cloudformation: 219, 'terraform-aws': 116, 'terraform-azurerm': 75, 'terraform-google': 80 },
  sha256: 'e6db9f7b7fd01fc4ff71701e449f8fe4f1851be4c8e2a74cb2761c4bddf1dcdf',
};

describe('the table of sinks', () => {
  test('has every row of the facts, as it stands there', () => {
    const counts = Object.fromEntries(platforms.map((one) => [one, given.filter((r) => r.platform === one).length]));
    expect(counts).toEqual(facts.counts);
    const written = given.map(({ id, platform, path, effect, derive, verdict, meaning }) => {
      const type = id.slice(platform.length + 1, -(path.length + 1));
      return [platform, type, path, effect, derive, verdict, meaning].join('\n');
    });
    const digest = createHash('sha256').update(written.toSorted().join('\n\n')).digest('hex');
    expect(digest).toBe(facts.sha256);
  });

  test('says by platform what may fail, what doubts and what is no place', () => {
    const counts = platforms.map((platform) => {
      const all = rows.filter((row) => row.platform === platform);
      const placed = all.filter(({ activity }) => activity !== undefined);
      return [platform, all.length, placed.filter(mayFail).length, placed.filter((row) => !mayFail(row)).length];
    });
    expect(counts).toEqual([
      ['cloudformation', 403, 177, 112],
      ['terraform-aws', 432, 124, 54],
      ['terraform-azurerm', 139, 85, 26],
      ['terraform-google', 116, 66, 19],
    ]);
  });

  test('is written a row a line, so that a change of one is a change of one', () => {
    const text = readFileSync(new URL('../../../shared/evidence/deployed/sinks/sinks.json', import.meta.url), 'utf8');
    expect(text.split('\n')).toEqual([
      '[',
      ...committed.map((row, index) => `${JSON.stringify(row)}${index + 1 < committed.length ? ',' : ''}`),
      ']',
      '',
    ]);
  });

  test('names no row twice', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('gives each effect an activity that it can be', () => {
    const may: Readonly<Record<Sink['effect'], readonly (string | undefined)[]>> = {
      REST: ['store', 'log', 'backup', 'manage-keys'],
      COPY: ['replicate', 'backup', 'log', 'cache', 'manage-keys'],
      PROC: ['process'],
      TRANSIT: ['transfer'],
      EXT: ['transfer'],
      ACCESS: ['access'],
      META: ['log', 'manage-keys'],
      CTRL: [undefined],
    };
    // what is restored or imported rests where the resource is, and where it came from
    const restored = ({ effect, from, activity }: Sink) => effect === 'COPY' && from && activity === 'store';
    expect(rows.filter((row) => !may[row.effect].includes(row.activity) && !restored(row)).map(({ id }) => id)).toEqual(
      [],
    );
  });

  test('lets nothing fail a build that is only remembered', () => {
    const remembered = rows.filter((row) => row.meaningConfidence === 'memory' && row.verifiedBy === undefined);
    expect(remembered.filter((row) => mayFail(row) && row.derive !== 'R1')).toEqual([]);
    expect(remembered.filter(defaultMayFail)).toEqual([]);
    expect(rows.filter((row) => row.verdict !== 'V' && mayFail(row))).toEqual([]);
  });

  test('says where the copies of AWS were read', () => {
    const copies = rows.filter(({ platform, effect }) => /aws|cloudf/.test(platform) && effect === 'COPY');
    const read = copies.filter(({ verifiedBy }) => verifiedBy !== undefined);
    expect(read.length).toBeGreaterThanOrEqual(115);
    expect(read.filter(({ verifiedBy = '' }) => !/read \d{4}-\d\d-\d\d$/.test(verifiedBy))).toEqual([]);
  });

  test('names only places that the registry has, and paths of the same type', () => {
    const targets = rows.flatMap(({ id, place, absent, otherwise, values = {} }) =>
      [place, absent, otherwise, ...Object.values(values)].flatMap((target) => (target ? [{ id, target }] : [])),
    );
    const sites = targets.filter(({ target }) => /^[a-z0-9-]+\//.test(target));
    expect(sites.length).toBeGreaterThan(20);
    expect(sites.filter(({ target }) => !registry.sites.has(target))).toEqual([]);
  });

  test.each([
    { type: 'AWS::S3::Bucket', known: true, general: 0 },
    { type: 'AWS::IAM::Role', known: true, general: 0 },
    { type: 'AWS::IAMX::Role', known: false, general: 1 },
    { type: 'Custom::Anything', known: true, general: 1 },
    { type: '__proto__', known: false, general: 1 },
    { type: '', known: false, general: 1 },
    { type: '*', known: false, general: 1 },
  ])('knows of $type: $known', ({ type, known, general }) => {
    const found = releasedSinks().of('cloudformation', type);
    expect({ known: found.known, general: found.general.length }).toEqual({ known, general });
  });
});
