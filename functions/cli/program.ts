import { Command, CommanderError } from 'commander';
import { NivasError } from '../../shared/error.ts';
import { visible } from '../../shared/report/lines.ts';
import type { CheckOptions } from './check.ts';
import type { DoctorOptions } from './doctor.ts';
import type { PacksOptions } from './packs.ts';
import type { QuestionsOptions } from './questions.ts';
import type { RemediesOptions } from './remedies.ts';
import type { ReportOptions } from './report.ts';
import type { Terminal } from './terminal.ts';
import { type TokenCommandOptions, tokenCommand } from './token-command.ts';

const exits = 'Exit status: 0 compliant or not applicable, 1 the command broke, 2 non-compliant, 3 nobody can tell.';

/**
 * Runs a command line and gives its exit status. What we expected to go wrong is said in sentences on standard
 * error, with 1; anything else is a bug, and is thrown.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let file = '';
  let status = 0;
  const program = commands(terminal, async (named, run) => {
    file = named;
    status = await run();
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof NivasError)) throw error;
    complain(error, file, terminal);
    return 1;
  }
}

/** Each command is loaded when it is typed: an audit needs no SDK, and a list of packs no reader of YAML. */
type Run = (file: string, run: () => Promise<number>) => Promise<void>;

function commands(terminal: Terminal, run: Run): Command {
  const program = new Command('nivas')
    .description('Tells whether data stays in India, by the rules that apply to a declaration of where it is.')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'nivas: ')),
    })
    .exitOverride();
  addAudits(program, terminal, run);
  program
    .command('token')
    .description('print a token for the server that `npm start` runs here')
    .option('--tenant <tenant>', 'whose records it opens')
    .option('--issuers <issuers>', 'instead, for a regulator: whose packs it answers for, such as "rbi sebi"')
    .requiredOption('--scope <scopes>', 'such as "declare read"')
    .option('--seconds <seconds>', 'how long it is valid', Number, 3600)
    .action((options: TokenCommandOptions) => run('', () => tokenCommand(options, terminal)));
  addPacks(program, terminal, run);
  addDoctor(program, terminal, run);
  return program;
}

/** Commands that audit a file on this machine. */
function addAudits(program: Command, terminal: Terminal, run: Run): void {
  const ofFile = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('[file]', 'YAML, or JSON by its ending', 'residency.yaml')
      .option('--as-of <date>', 'date of the audit, such as 2026-11-22 (default: today in India)');
  ofFile('check', 'audit a declaration on this machine')
    .option('--json', 'print the audit as JSON')
    .addHelpText('after', `\n${exits}`)
    .action((file: string, options: CheckOptions) =>
      run(file, async () => (await import('./check.ts')).check(file, options, terminal)),
    );
  ofFile('questions', 'say what is still open and could change a verdict, the most decisive first')
    .option('--json', 'print the questions as JSON')
    .action((file: string, options: QuestionsOptions) =>
      run(file, async () => (await import('./questions.ts')).questions(file, options, terminal)),
    );
  ofFile('remedies', 'say where what breaks a rule could go, and what the audit says then')
    .option('--json', 'print the moves, the patch and what remains as JSON')
    .option('--patch', 'print the JSON Patch alone')
    .addHelpText('after', `\n${exits}\nIt is that of the audit once all moves are made.`)
    .action((file: string, options: RemediesOptions) =>
      run(file, async () => (await import('./remedies.ts')).remedies(file, options, terminal)),
    );
  ofFile('report', 'write the audit as a page to read and print')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action((file: string, options: ReportOptions) =>
      run(file, async () => (await import('./report.ts')).report(file, options, terminal)),
    );
}

function addDoctor(program: Command, terminal: Terminal, run: Run): void {
  program
    .command('doctor')
    .description('look at an installation and say what is wrong with it (default: the one that `npm start` runs here)')
    .option('--url <url>', 'where it answers, on AWS; with --records, --catalogue and --bucket')
    .option('--records <table>', 'its table of records')
    .option('--catalogue <table>', 'its table of the catalogue')
    .option('--bucket <bucket>', 'its bucket of bodies')
    .option('--quick', 'do not read the whole table of records')
    .addHelpText(
      'after',
      '\nExit status: 0 nothing is wrong, 1 the command broke or could not see all, 2 something is wrong.',
    )
    .action((options: DoctorOptions) => run('', async () => (await import('./doctor.ts')).doctor(options, terminal)));
}

/** Commands that read the packs of this release. */
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

/** `residency.yaml:14:5 …` for each problem, then what it comes to. */
function complain({ message, issues }: NivasError, file: string, { complain: say }: Terminal): void {
  for (const { line, column, pointer, message: said } of issues)
    say(visible(line === undefined ? `${file} ${pointer} ${said}` : `${file}:${line}:${column} ${said}`).trim());
  if (!issues.some(({ message: said }) => said === message)) say(`nivas: ${visible(message)}`);
}
