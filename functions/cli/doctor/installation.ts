import { NivasError } from '../../../shared/error.ts';
import type { Names } from './patient.ts';

/** Where an installation is. `env` is what the SDK's clients are made from. */
export type Installation = {
  readonly origin: string;
  readonly names: Names;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type Named = {
  readonly url?: string;
  readonly records?: string;
  readonly catalogue?: string;
  readonly bucket?: string;
};

/** The installation that a command line names; undefined if it names none. Throws if it names a part of one. */
export function namedInstallation({ url, records, catalogue, bucket }: Named): Installation | undefined {
  const given = [url, records, catalogue, bucket];
  if (given.every((one) => one === undefined)) return undefined;
  if (!url || !records || !catalogue || !bucket)
    throw new NivasError('request_invalid', 'an installation has all of --url, --records, --catalogue and --bucket');
  return { origin: originOf(url), names: { records, catalogue, bucket }, env: process.env };
}

function originOf(url: string): string {
  const { protocol, username, search, hash, href } = URL.canParse(url) ? new URL(url) : new URL('about:blank');
  if (!/^https?:$/.test(protocol) || username !== '' || search !== '' || hash !== '')
    throw new NivasError(
      'request_invalid',
      `--url \`${url}\` is not where a service answers, such as \`https://nivas.example.in\``,
    );
  return href.replace(/\/+$/, '');
}
