import { styleText } from 'node:util';
import { todayInIndia } from '../../shared/operations/today.ts';
import type { Paint } from '../../shared/report/lines.ts';
import { asker } from './asker.ts';

/** What a command may touch of the world. A test gives its own. */
export type Terminal = {
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly complain: (text: string) => void;
  readonly colour: boolean;
  /** Today's date in India, `2026-11-22`: the date of an audit that names none. */
  readonly today: () => string;
  /** Somebody watches standard error: what takes long says what it is doing. */
  readonly watched?: boolean;
  /** Asks whoever sits here, and gives one line; nothing at the end of input. Absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** The token of a service, where a command line is not to show it: `NIVAS_TOKEN`. */
  readonly token?: string | undefined;
};

/** The terminal that this process was started from. */
export function processTerminal(started: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = started;
  // `nivas check | head` closes the pipe before we are done, and that is no failure of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => stdout.write(`${text}\n`),
    complain: (text) => stderr.write(`${text}\n`),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    today: () => todayInIndia(new Date()),
    watched: stderr.isTTY === true,
    token: env.NIVAS_TOKEN,
    ...(stdin.isTTY === true && stderr.isTTY === true ? { ask: asker(stdin, stderr, () => started.exit(130)) } : {}),
  };
}

/** How a report is painted on this terminal: not at all where it takes no colour. */
export const painted = ({ colour }: Terminal): { readonly colour?: Paint } =>
  colour ? { colour: (style, text) => styleText(style, text, { validateStream: false }) } : {};
