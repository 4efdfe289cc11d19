import type { Command } from 'commander';
import type { ExplainOptions } from './explain.ts';
import type { PacksOptions } from './packs.ts';
import type { Run } from './program.ts';
import type { SitesOptions } from './sites.ts';
import type { Terminal } from './terminal.ts';

/** Commands that read the packs and the registry of this release. */
export function addRelease(program: Command, terminal: Terminal, run: Run): void {
  addPacks(program, terminal, run);
  program
    .command('explain')
    .description('say what a rule demands, by which clause, how to satisfy it, and what it asks')
    .argument('<rule>', '`pack/rule`, such as india-only/only-in-india, or the rule alone')
    .option('--json', 'print it as JSON')
    .action((rule: string, options: ExplainOptions) =>
      run('', async () => (await import('./explain.ts')).explain(rule, options, terminal)),
    );
  program
    .command('sites')
    .description('list the sites of the registry of this release')
    .option('--country <code>', 'only where data certainly lies in this country: ISO 3166-1, such as IN')
    .option('--state <code>', 'only in this state: ISO 3166-2, such as IN-MH')
    .option('--city <name>', 'only in this city, as the registry writes it')
    .option('--provider <id>', 'only of this provider, such as aws')
    .option('--approved', 'only those that are approved on the date')
    .option('--as-of <date>', 'date of the approvals, such as 2026-11-22 (default: today in India)')
    .option('--json', 'print them as JSON')
    .action((options: SitesOptions) => run('', async () => (await import('./sites.ts')).sites(options, terminal)));
}

function addPacks(program: Command, terminal: Terminal, run: Run): void {
  const packs = program
    .command('packs')
    .description('list the packs of this release, with what of them is in force today')
    .option('--json', 'print the list as JSON')
    .action((options: PacksOptions) => run('', async () => (await import('./packs.ts')).packs(options, terminal)));
  packs
    .command('diff')
    .description('say in words what one version of a pack says and another does not')
    .argument('<from>', '`pack@version` of this release, such as rbi-payment-data@2018, or a file, as `pack.yaml@2018`')
    .argument('<to>', 'the same; a version may be left out where there is only one')
    .option('--json', 'print the differences as JSON')
    .addHelpText('after', '\nExit status: 0 whether they differ or not, 1 the command broke.')
    .action((from: string, to: string, _: PacksOptions, command: Command) =>
      run('', async () => (await import('./packs.ts')).packsDiff(from, to, command.optsWithGlobals(), terminal)),
    );
}
