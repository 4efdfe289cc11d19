import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Terminal } from './terminal.ts';

const Manifest = z.object({ name: z.literal('nivas'), version: z.string() });

/** `nivas --version` */
export async function version(terminal: Terminal): Promise<number> {
  terminal.print(await packageVersion());
  return 0;
}

/** Of the package, whose manifest stands beside the packed command, or at the root of a checkout. */
export async function packageVersion(): Promise<string> {
  for (const place of ['./package.json', '../../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    const manifest = text === undefined ? undefined : Manifest.safeParse(JSON.parse(text)).data;
    if (manifest !== undefined) return manifest.version;
  }
  throw new TypeError('the command stands beside no manifest of its own');
}
