import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Terminal } from './terminal.ts';

const Manifest = z.object({ name: z.literal('nivas'), version: z.string() });

/** `nivas --version`: of the package, whose manifest stands beside the packed command, or at the root of a checkout. */
export async function version(terminal: Terminal): Promise<number> {
  for (const place of ['./package.json', '../../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    const manifest = text === undefined ? undefined : Manifest.safeParse(JSON.parse(text)).data;
    if (manifest === undefined) continue;
    terminal.print(manifest.version);
    return 0;
  }
  throw new TypeError('the command stands beside no manifest of its own');
}
