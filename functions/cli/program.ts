import { Command, CommanderError } from 'commander';
import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';
import { addAudits } from './audit-commands.ts';
import type { DoctorOptions } from './doctor.ts';
import { problemLines } from './problem-lines.ts';
import { addRelease } from './release-commands.ts';
import type { Terminal } from './terminal.ts';
import { type TokenCommandOptions, tokenCommand } from './token-command.ts';

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
    for (const line of problemLines(error, file)) terminal.complain(line);
    return 1;
  }
}

/** Each command is loaded when it is typed: an audit needs no SDK, and a list of packs no reader of YAML. */
export type Run = (file: string, run: () => Promise<number>) => Promise<void>;

function commands(terminal: Terminal, run: Run): Command {
  const program = new Command('nivas')
    .description('Tells whether data stays in India, by the rules that apply to a declaration of where it is.')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'nivas: ')),
    })
    .exitOverride()
    .option('--version', 'print the version of this command')
    .argument('[command]')
    .action((command: string | undefined, { version }: { version?: boolean }) =>
      run('', async () => {
        if (version) return (await import('./version.ts')).version(terminal);
        if (command === undefined) return program.help({ error: true });
        const near = suggestion(
          command,
          program.commands.map((one) => one.name()),
        );
        throw new NivasError('request_invalid', `there is no command \`${command}\`${near}`);
      }),
    );
  addAudits(program, terminal, run);
  program
    .command('token')
    .description('print a token for the server that `npm start` runs here')
    .option('--tenant <tenant>', 'whose records it opens')
    .option('--issuers <issuers>', 'instead, for a regulator: whose packs it answers for, such as "rbi sebi"')
    .requiredOption('--scope <scopes>', 'such as "declare read"')
    .option('--seconds <seconds>', 'how long it is valid', Number, 3600)
    .action((options: TokenCommandOptions) => run('', () => tokenCommand(options, terminal)));
  addRelease(program, terminal, run);
  addDoctor(program, terminal, run);
  return program;
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
