import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';
import { wordsOf } from '../../shared/policy/compiled.ts';
import type { Side } from '../../shared/policy/difference/statement.ts';
import type { LoadedPack } from '../../shared/policy/load.ts';
import type { Rulebook } from '../../shared/policy/release.ts';
import { versionOf } from '../../shared/policy/version.ts';

/** One version of a pack, and what it is called: `irdai-records@2025`, or with its file. */
export type Named = { readonly name: string; readonly side: Side };

/**
 * The pack and version that were typed: `irdai-records@2025` of this release, or `irdai.yaml@2025` of a file. The
 * version may be left out where there is one. Throws `request_invalid` with the near name, and `pack_invalid` for a
 * file that is wrong.
 */
export async function packNamed(typed: string, { registry, policy }: Rulebook): Promise<Named> {
  const [, file, ofFile] = /^(.*\.ya?ml)(?:@(.*))?$/.exec(typed) ?? [];
  const [, id = '', ofRelease] = /^([^@]*)(?:@(.*))?$/.exec(typed) ?? [];
  const words = wordsOf(registry);
  const pack = file === undefined ? released(id, policy.packs) : await packOfFile(file, words);
  const version = versionIn(pack, file === undefined ? ofRelease : ofFile, file ?? id);
  const found = versionOf(pack, version, words);
  if (found === undefined) throw new TypeError(`version \`${version}\` was there a moment ago`);
  return { name: `${file ?? id}@${version}`, side: { pack: pack.written, found, countries: registry.countries } };
}

function released(id: string, packs: readonly LoadedPack[]): LoadedPack {
  const found = packs.find(({ pack }) => pack === id);
  if (found !== undefined) return found;
  const near = suggestion(
    id,
    packs.map(({ pack }) => pack),
  );
  throw new NivasError('request_invalid', `there is no pack \`${id}\` in this release${near}`);
}

/** Loaded late: what is released is JSON, and needs no reader of YAML. */
async function packOfFile(...asked: Parameters<typeof import('./pack-file.ts').readPackFile>): Promise<LoadedPack> {
  const { readPackFile } = await import('./pack-file.ts');
  return readPackFile(...asked);
}

function versionIn({ versions }: LoadedPack, typed: string | undefined, name: string): string {
  const ids = versions.map(({ id }) => id);
  const [only = '', ...others] = ids;
  const said = ids.map((id) => `\`${name}@${id}\``).join(', ');
  if (typed === undefined && others.length === 0) return only;
  if (typed === undefined)
    throw new NivasError('request_invalid', `\`${name}\` has several versions: write one of ${said}`);
  if (ids.includes(typed)) return typed;
  throw new NivasError('request_invalid', `\`${name}\` has no version \`${typed}\`; it has ${said}`);
}
