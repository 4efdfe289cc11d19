import { Command, CommanderError } from 'commander';
import { NivasError } from '../../shared/error.ts';
import { visible } from '../../shared/report/lines.ts';
import { type CheckOptions, check } from './check.ts';
import type { DoctorOptions } from './doctor.ts';
import { type QuestionsOptions, questions } from './questions.ts';
import { type RemediesOptions, remedies } from './remedies.ts';
import { type ReportOptions, report } from './report.ts';
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
    .action((file: string, options: CheckOptions) => run(file, () => check(file, options, terminal)));
  ofFile('questions', 'say what is still open and could change a verdict, the most decisive first')
    .option('--json', 'print the questions as JSON')
    .action((file: string, options: QuestionsOptions) => run(file, () => questions(file, options, terminal)));
  ofFile('remedies', 'say where what breaks a rule could go, and what the audit says then')
    .option('--json', 'print the moves, the patch and what remains as JSON')
    .option('--patch', 'print the JSON Patch alone')
    .addHelpText('after', `\n${exits}\nIt is that of the audit once all moves are made.`)
    .action((file: string, options: RemediesOptions) => run(file, () => remedies(file, options, terminal)));
  ofFile('report', 'write the audit as a page to read and print')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action((file: string, options: ReportOptions) => run(file, () => report(file, options, terminal)));
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
    .action((options: DoctorOptions) => run('', () => examine(options, terminal)));
}

/** Loaded late: an audit needs no SDK. */
async function examine(options: DoctorOptions, terminal: Terminal): Promise<number> {
  const { doctor } = await import('./doctor.ts');
  return doctor(options, terminal);
}

/** `residency.yaml:14:5 …` for each problem, then what it comes to. */
function complain({ message, issues }: NivasError, file: string, { complain: say }: Terminal): void {
  for (const { line, column, pointer, message: said } of issues)
    say(visible(line === undefined ? `${file} ${pointer} ${said}` : `${file}:${line}:${column} ${said}`));
  if (!issues.some(({ message: said }) => said === message)) say(`nivas: ${visible(message)}`);
}
