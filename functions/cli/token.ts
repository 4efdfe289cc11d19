import { mintToken } from '../../infra/local/issuer.ts';
import { stateFolder } from '../../infra/local/state.ts';
import { scopes as known } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';

export type TokenOptions = {
  readonly tenant: string;
  /** Bare scopes with spaces between: `declare read`. */
  readonly scope: string;
  readonly seconds?: number;
  /** The state folder, if not `.nivas` or `NIVAS_STATE`. */
  readonly state?: string;
};

/** A token for the server that `npm start` runs on this machine, signed by the key it made. */
export async function token({ tenant, scope, seconds = 3600, state = stateFolder() }: TokenOptions): Promise<string> {
  if (!/^[a-z0-9-]{3,40}$/.test(tenant))
    throw new NivasError(
      'request_invalid',
      `tenant \`${tenant}\` is not 3 to 40 lower-case letters, digits and hyphens`,
    );
  const scopes = scope.split(' ').filter((name) => name !== '');
  const strange = scopes.find((name) => !known.some((scope) => scope === name));
  if (strange !== undefined || scopes.length === 0)
    throw new NivasError('request_invalid', `scope \`${strange ?? ''}\` is none of ${known.join(', ')}`);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new NivasError('request_invalid', `\`${seconds}\` is not a whole number of seconds from 1`);
  return mintToken({ tenant, scopes, seconds }, state);
}
