import { type Command, Option } from 'commander';
import { NivasError } from '../../shared/error.ts';
import { formats } from '../../shared/report/format.ts';
import type { CheckOptions } from './check.ts';
import type { DiffOptions } from './diff.ts';
import type { FixOptions } from './fix.ts';
import type { InitOptions } from './init.ts';
import type { Run } from './program.ts';
import type { QuestionsOptions } from './questions.ts';
import type { RemediesOptions } from './remedies.ts';
import type { ReportOptions } from './report.ts';
import type { Terminal } from './terminal.ts';

const exits = 'Exit status: 0 compliant or not applicable, 1 the command broke, 2 non-compliant, 3 nobody can tell.';

const onDate = ['--as-of <date>', 'date of the audit, such as 2026-11-22 (default: today in India)'] as const;

const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const none: readonly string[] = [];

/** Repeated like any other, but never beside `--no-evidence`: the last of the two would silently undo the first. */
function named(path: string, before: readonly string[] | false): readonly string[] {
  if (before === false) throw eitherOne();
  return [...before, path];
}

function unnamed(_: string, before: readonly string[] | false): false {
  if (before !== false && before.length > 0) throw eitherOne();
  return false;
}

const eitherOne = () =>
  new NivasError('request_invalid', '`--no-evidence` leaves out what `--evidence` names: give one of the two');

const ofFile = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .argument('[file]', 'YAML, or JSON by its ending', 'residency.yaml')
    .option(...onDate);

const ofEvidence = (program: Command, name: string, description: string): Command =>
  ofFile(program, name, description)
    .option(
      '--evidence <path>',
      'hold it against what is deployed: a template, a folder of `cdk synth`, a plan of `terraform show -json`; may be repeated (default: what lies beside the declaration: cdk.out, template.yaml, plan.json and the like)',
      named,
      none,
    )
    .addOption(
      new Option('--no-evidence', 'hold it against nothing, whatever lies beside the declaration')
        // with a value of its own it is parsed, and can tell that evidence was named before it
        .preset('')
        .argParser(unnamed),
    )
    .option('--region <region>', 'where that is deployed, for what names no region itself, such as ap-south-1')
    .option('--account <account>', 'the account that it is deployed to, for what names none itself')
    .option(
      '--parameter <name=value>',
      'a parameter that templates are deployed with, such as Copies=yes; may be repeated',
      collected,
      none,
    )
    .option('--require-evidence', 'take no place at its word: what nothing deployed shows is a question');

/** Commands that audit a file on this machine. */
export function addAudits(program: Command, terminal: Terminal, run: Run): void {
  addCheck(program, terminal, run);
  ofEvidence(program, 'questions', 'say what is still open and could change a verdict, the most decisive first')
    .option('--json', 'print the questions as JSON')
    .action((file: string, options: QuestionsOptions) =>
      run(file, async () => (await import('./questions.ts')).questions(file, options, terminal)),
    );
  ofFile(program, 'remedies', 'say where what breaks a rule could go, and what the audit says then')
    .option('--json', 'print the moves, the patch and what remains as JSON')
    .option('--patch', 'print the JSON Patch alone')
    .addHelpText('after', `\n${exits}\nIt is that of the audit once all moves are made.`)
    .action((file: string, options: RemediesOptions) =>
      run(file, async () => (await import('./remedies.ts')).remedies(file, options, terminal)),
    );
  ofEvidence(program, 'report', 'write the audit as a page to read and print')
    .option('--out <file>', 'where to write it (default: standard output)')
    .action((file: string, options: ReportOptions) =>
      run(file, async () => (await import('./report.ts')).report(file, options, terminal)),
    );
  addChanging(program, terminal, run);
}

function addCheck(program: Command, terminal: Terminal, run: Run): void {
  ofEvidence(program, 'check', 'audit a declaration on this machine')
    .option('--format <format>', `print it as ${formats.join(', ')} (default: text)`)
    .option('--json', 'print the audit as JSON, as `--format json` does')
    .option(
      '--out <format=file>',
      'write it to a file too, such as sarif=report.sarif; may be repeated',
      collected,
      none,
    )
    .option('--allow-unknown', 'report what nobody can tell, and do not fail for it')
    .option('--waivers <file>', 'failures that somebody answers for until a day: with no others, end with 4')
    .option('--server <url>', 'record the audit at this service, too; with --application and --token')
    .option('--application <id>', 'the id that the service gave the application')
    .option('--token <token>', 'a token with the scope `declare` (default: NIVAS_TOKEN)')
    .addHelpText('after', `\n${exits}\nIt is 4 where all that is broken is waived, and nothing else is wrong.`)
    .action((file: string, options: CheckOptions) =>
      run(file, async () => (await import('./check.ts')).check(file, options, terminal)),
    );
}

/** Commands that write a declaration, or compare two. */
function addChanging(program: Command, terminal: Terminal, run: Run): void {
  ofFile(program, 'init', 'write a declaration, by asking what the rules ask')
    .option('--answers <file>', 'take the answers from this YAML file, and ask nobody')
    .option('--force', 'overwrite a file that is there')
    .action((file: string, options: InitOptions) =>
      run(options.answers ?? file, async () => (await import('./init.ts')).init(file, options, terminal)),
    );
  ofFile(program, 'fix', 'write into the declaration where what breaks a rule would have to go')
    .option('--dry-run', 'show what would change, and write nothing')
    .addHelpText('after', `\n${exits}\nIt is that of the audit once the file is changed.`)
    .action((file: string, options: FixOptions) =>
      run(file, async () => (await import('./fix.ts')).fix(file, options, terminal)),
    );
  program
    .command('diff')
    .description('say what changed between two declarations, or two audits as JSON')
    .argument('<from>', 'a declaration, or an audit that `check --json` or a service gave (`.json`)')
    .argument('<to>', 'the same')
    .option(...onDate)
    .option('--json', 'print what changed as JSON')
    .addHelpText('after', '\nExit status: 0 it is not worse, 1 the command broke, 2 it is worse.')
    .action((from: string, to: string, options: DiffOptions) =>
      run('', async () => (await import('./diff.ts')).diff(from, to, options, terminal)),
    );
}
