import type { PackLine, Packs } from '../api/catalogue-answers.ts';
import type { LoadedPack, LoadedPolicy } from '../policy/load.ts';
import { type CataloguePorts, catalogueAsked } from './catalogue-asked.ts';

/** Every pack, by id, with its versions, and whether it decides. */
export async function listPacks(
  ports: CataloguePorts,
  { knownAt }: { readonly knownAt?: string | undefined },
): Promise<Packs> {
  const { n, policy } = await catalogueAsked(ports, knownAt);
  return {
    catalogue: n,
    policySet: { name: policy.set.set, digest: policy.digest },
    packs: policy.packs.map((pack) => packLine(policy, pack)).toSorted((a, b) => (a.pack < b.pack ? -1 : 1)),
  };
}

/** What a pack is called, whose it is, and whether the policy set folds it into the verdict. */
export function packLine({ folded }: LoadedPolicy, pack: LoadedPack): PackLine {
  const { pack: id, title, kind, issuer, digest, versions } = pack;
  return { pack: id, title, kind, issuer, digest, decides: folded.includes(pack), versions };
}
