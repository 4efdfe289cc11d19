import * as z from 'zod';
import { Audit } from '../../shared/audit/finding.ts';
import { activities } from '../../shared/declaration/activity.ts';
import type { Declaration } from '../../shared/declaration/schema.ts';
import { NivasError } from '../../shared/error.ts';
import { auditDifference, type Side } from '../../shared/report/audit-difference.ts';
import { auditDifferenceText } from '../../shared/report/text-audit-difference.ts';
import { auditFile } from './audit-file.ts';
import { readText } from './read-text.ts';
import { painted, type Terminal } from './terminal.ts';

export type DiffOptions = { readonly asOf?: string; readonly json?: boolean };

/**
 * `nivas diff`: what changed between two declarations, or two audits as JSON, in verdicts, findings and placements. 2
 * where the second is worse, else 0.
 */
export async function diff(from: string, to: string, { asOf, json }: DiffOptions, terminal: Terminal): Promise<number> {
  const date = asOf ?? terminal.today();
  const found = auditDifference(await sideOf(from, date), await sideOf(to, date));
  terminal.print(
    json
      ? JSON.stringify({ from, to, ...found }, undefined, 2)
      : auditDifferenceText([from, to], found, painted(terminal).colour),
  );
  return found.worse ? 2 : 0;
}

async function sideOf(file: string, asOf: string): Promise<Side> {
  const audit = file.endsWith('.json') ? await auditIn(file) : undefined;
  if (audit !== undefined) return { audit, placements: placementsJudged(audit) };
  try {
    const found = await auditFile(file, asOf);
    return { audit: found.audit, placements: placementsDeclared(found.declaration) };
  } catch (error) {
    throw error instanceof NivasError ? inFile(error, file) : error;
  }
}

/** The audit of the largest declaration that is accepted has less than half of it. */
const mostOfAudit = 50_000_000;

/** Recorded audits and those with a remark hold more than an audit, which is left aside. */
const Written = z.object(Audit.shape);

/** The audit that a file holds; nothing where it holds something else, of which the reader of declarations complains. */
async function auditIn(file: string): Promise<Audit | undefined> {
  const text = await readText(file, mostOfAudit);
  try {
    const read = Written.safeParse(JSON.parse(text));
    return read.data;
  } catch {
    // No JSON is no audit; whoever reads it as a declaration says why.
    return undefined;
  }
}

function placementsDeclared({ data = {} }: Declaration): string[] {
  const all = Object.entries(data).flatMap(([asset, declared]) =>
    activities.flatMap((activity) =>
      (declared[activity] ?? []).map(({ at }) => `${asset} ${activity} ${at ?? '(nowhere said)'}`),
    ),
  );
  return [...new Set(all)].toSorted();
}

/** An audit does not hold its declaration; a subject names what was judged, and where: `/data/videos/store@yotta/nm1`. */
function placementsJudged({ packs }: Audit): string[] {
  const subjects = packs.flatMap(({ findings }) => findings.map(({ subject }) => subject));
  const all = subjects.flatMap((subject) => {
    const [, asset, activity, at] = /^\/data\/([^/]+)\/([^/@]+)@(.*)$/s.exec(subject) ?? [];
    return at === undefined ? [] : [`${asset} ${activity} ${at}`];
  });
  return [...new Set(all)].toSorted();
}

/** Two files are read, so each problem says in which it is. */
function inFile({ code, message, issues }: NivasError, file: string): NivasError {
  const told = issues.map(({ pointer, line, column, message: said }) => ({
    pointer: '',
    message: line === undefined ? `${file} ${pointer} ${said}` : `${file}:${line}:${column} ${said}`,
  }));
  return new NivasError(code, message, told);
}
