import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { formatFault } from '../../infra/compile/pack-file.ts';
import { readYaml } from './case-file.ts';
import { collect } from './collect.ts';
import { survivors } from './mutants.ts';
import { brokenFiles, currentRelease } from './release.ts';
import { carrying, type Release, type Result, runCase } from './run-case.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a run of cases showed. A survivor without a reason is a mutant that nobody looked at. */
export type Report = {
  readonly results: readonly Result[];
  readonly mutants: number;
  readonly survivors: readonly { readonly name: string; readonly reason: string | undefined }[];
};

/** The case files that are kept beside the packs. */
export const committed = (): string[] => globSync(`${root}shared/policy/packs/**/*.cases.yaml`).toSorted();

/** Why a mutant may live, by its name. */
export const writtenReasons = async (): Promise<Record<string, string>> =>
  z.record(z.string(), z.string().min(20)).parse((await readYaml(`${root}test/conformance/survivors.yaml`)) ?? {});

/** Judges every case of files and folders, then every mutant of the packs that they judge. */
export async function run(
  paths: readonly string[],
  {
    mutants,
    release,
    besides,
  }: { readonly mutants: boolean; readonly release: Release; readonly besides?: ReadonlySet<string> },
): Promise<Report> {
  const cases = (await collect(paths, besides)).filter((one) => 'fault' in one || one.written.expect !== undefined);
  const results = cases.map((one) => runCase(one, release));
  if (!mutants) return { results, mutants: 0, survivors: [] };
  const passed = results.flatMap(({ ready, problems }) => (ready && problems.length === 0 ? [ready] : []));
  const { all, survived } = survivors(passed, release);
  const reasons = await writtenReasons();
  return { results, mutants: all.length, survivors: survived.map((name) => ({ name, reason: reasons[name] })) };
}

/** The report for a reader: failures, survivors, sums. The last line is `N passed, M failed`. */
export function formatReport({ results, mutants, survivors }: Report): string[] {
  const failed = results.filter(({ problems }) => problems.length > 0);
  return [
    ...failed.flatMap(formatFailure),
    ...survivors.map(({ name, reason }) => `survived ${name}${reason === undefined ? '' : `: ${reason}`}`),
    ...(mutants === 0 ? [] : [`${mutants - survivors.length} of ${mutants} mutants noticed`]),
    `${results.length - failed.length} passed, ${failed.length} failed`,
  ];
}

/** Findings of a failure that are printed: a case that wrongly passes has one for every placement. */
const most = 12;

function formatFailure({ id, file, problems, heard }: Result): string[] {
  const reasons = heard?.packs.map(({ pack, why }) => `     ${pack}: ${why}`) ?? [];
  const findings = heard ? carrying(heard) : [];
  return [
    `FAIL ${id}${file === '' || file === id ? '' : ` (${file})`}: ${problems.join('; ')}`,
    ...reasons,
    ...findings
      .slice(0, most)
      .map(({ outcome, rule, subject, because }) => `     ${outcome} ${rule} ${subject}: ${because}`),
    ...(findings.length > most ? [`     and ${findings.length - most} more`] : []),
  ];
}

/** Prints the report and gives the exit status: 0 if every pack loads and no case failed. */
async function main(args: readonly string[]): Promise<number> {
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const release = await currentRelease(paths);
  for (const fault of release.faults) console.log(`DOES NOT LOAD ${formatFault(fault)}`);
  const report = await run(paths.length > 0 ? paths : committed(), {
    mutants: !args.includes('--no-mutants'),
    release,
    besides: brokenFiles(release),
  });
  for (const line of formatReport(report)) console.log(line);
  return release.faults.length > 0 || report.results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
