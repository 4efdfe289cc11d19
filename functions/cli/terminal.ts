import { styleText } from 'node:util';
import { todayInIndia } from '../../shared/operations/today.ts';
import type { Paint } from '../../shared/report/lines.ts';

/** What a command may touch of the world. A test gives its own. */
export type Terminal = {
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error. */
  readonly complain: (text: string) => void;
  readonly colour: boolean;
  /** Today's date in India, `2026-11-22`: the date of an audit that names none. */
  readonly today: () => string;
};

/** The terminal that this process was started from. */
export function processTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  // `nivas check | head` closes the pipe before we are done, and that is no failure of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => stdout.write(`${text}\n`),
    complain: (text) => stderr.write(`${text}\n`),
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    today: () => todayInIndia(new Date()),
  };
}

/** How a report is painted on this terminal: not at all where it takes no colour. */
export const painted = ({ colour }: Terminal): { readonly colour?: Paint } =>
  colour ? { colour: (style, text) => styleText(style, text, { validateStream: false }) } : {};
