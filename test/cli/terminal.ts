import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../functions/cli/program.ts';
import type { Terminal } from '../../functions/cli/terminal.ts';

/** What a command line did. */
export type Run = { readonly status: number; readonly out: string; readonly err: string };

/** Runs a command line as if it were typed on 22 November 2026. */
export const typed = (...args: string[]): Promise<Run> => typedAt({}, ...args);

/** The same, where the terminal can do more. */
export async function typedAt(more: Partial<Terminal>, ...args: string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(args, {
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    colour: false,
    today: () => '2026-11-22',
    ...more,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

export const newFolder = () => mkdtemp(join(tmpdir(), 'nivas-'));

/** A file of its own, with this text. */
export async function written(text: string | Uint8Array, name = 'residency.yaml', folder?: string): Promise<string> {
  const file = join(folder ?? (await newFolder()), name);
  await writeFile(file, text);
  return file;
}
