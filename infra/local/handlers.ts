import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import type { Handler } from './gateway.ts';
import { project } from './state.ts';

const Module = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });

/** The same handlers that Lambda runs, from their sources, by entry. */
export async function loadHandlers(entries: readonly string[]): Promise<Map<string, Handler>> {
  const unique = [...new Set(entries)];
  return new Map(await Promise.all(unique.map(async (entry) => [entry, await load(entry)] as const)));
}

async function load(entry: string): Promise<Handler> {
  const { success, data } = Module.safeParse(await import(pathToFileURL(join(project, entry)).href));
  if (!success) throw new NivasError('internal', `\`${entry}\` exports no function \`handler\``);
  return data.handler;
}
