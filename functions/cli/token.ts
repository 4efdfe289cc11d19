import { type Holder, mintToken } from '../../infra/local/issuer.ts';
import { stateFolder } from '../../infra/local/state.ts';
import { scopes as known } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';

export type TokenOptions = {
  /** Whose records it opens; or `issuers`, with spaces between: `rbi sebi`. One of the two. */
  readonly tenant?: string;
  readonly issuers?: string;
  /** Bare scopes with spaces between: `declare read`. */
  readonly scope: string;
  readonly seconds?: number;
  /** The state folder, if not `.nivas` or `NIVAS_STATE`. */
  readonly state?: string;
};

/** A token for the server that `npm start` runs on this machine, signed by the key it made. */
export async function token(options: TokenOptions): Promise<string> {
  const { scope, seconds = 3600, state = stateFolder() } = options;
  const holder = holderOf(options);
  const scopes = wordsOf(scope);
  const strange = scopes.find((name) => !known.some((scope) => scope === name));
  if (strange !== undefined || scopes.length === 0)
    throw new NivasError('request_invalid', `scope \`${strange ?? ''}\` is none of ${known.join(', ')}`);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new NivasError('request_invalid', `\`${seconds}\` is not a whole number of seconds from 1`);
  return mintToken({ ...holder, scopes, seconds }, state);
}

function holderOf({ tenant, issuers }: TokenOptions): Holder {
  if ((tenant === undefined) === (issuers === undefined))
    throw new NivasError(
      'request_invalid',
      'a token is for a tenant or for a regulator: give one of --tenant, --issuers',
    );
  if (tenant !== undefined) {
    if (/^[a-z0-9-]{3,40}$/.test(tenant)) return { tenant };
    throw new NivasError(
      'request_invalid',
      `tenant \`${tenant}\` is not 3 to 40 lower-case letters, digits and hyphens`,
    );
  }
  const names = wordsOf(issuers ?? '');
  if (names.length > 0 && names.every((name) => /^[a-z0-9-]{2,40}$/.test(name))) return { issuers: names };
  throw new NivasError('request_invalid', `issuers \`${issuers}\` are no list of issuers, such as \`rbi sebi\``);
}

const wordsOf = (text: string) => text.split(' ').filter((word) => word !== '');
