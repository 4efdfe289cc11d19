import { suggestion } from '../declaration/near-name.ts';
import { NivasError } from '../error.ts';
import { wordsOf } from '../policy/compiled.ts';
import type { LoadedPack } from '../policy/load.ts';
import { type PackVersion, versionOf } from '../policy/version.ts';
import type { Catalogue } from '../ports.ts';
import { asKnown, type CataloguePorts, catalogueAsked } from './catalogue-asked.ts';

export type PackAsked = {
  readonly pack: string;
  readonly version: string;
  /** What was known at the end of that day. */
  readonly knownAt?: string | undefined;
};

export type PackFound = { readonly catalogue: Catalogue; readonly pack: LoadedPack; readonly found: PackVersion };

/** One version of a pack. Throws `not_found`, with the near name or the versions that there are. */
export async function packAsked(ports: CataloguePorts, { pack: id, version, knownAt }: PackAsked): Promise<PackFound> {
  const catalogue = await catalogueAsked(ports, knownAt);
  const { packs } = catalogue.policy;
  const pack = packs.find((one) => one.pack === id);
  if (pack === undefined) {
    const ids = packs.map((one) => one.pack);
    throw new NivasError('not_found', `there is no pack \`${id}\`${asKnown(knownAt)}${suggestion(id, ids)}`);
  }
  const found = versionOf(pack, version, wordsOf(catalogue.registry));
  if (found !== undefined) return { catalogue, pack, found };
  const others = pack.versions.map((one) => `\`${one.id}\``).join(', ');
  throw new NivasError(
    'not_found',
    `there is no version \`${version}\` of \`${id}\`${asKnown(knownAt)}: expected ${others}`,
  );
}
