import type { Terminal } from './terminal.ts';

export type TokenCommandOptions = {
  readonly tenant?: string;
  readonly issuers?: string;
  readonly scope: string;
  readonly seconds?: number;
};

/** `nivas token`: prints a token for the server that `npm start` runs on this machine. */
export async function tokenCommand(options: TokenCommandOptions, terminal: Terminal): Promise<number> {
  // Loaded late: an audit needs no keys.
  const { token } = await import('./token.ts');
  terminal.print(await token(options));
  return 0;
}
