import { bodyBucket } from '../../../shared/adapters/aws/body-bucket.ts';
import { hexOf } from '../../../shared/adapters/aws/catalogue-loader.ts';
import { type PointerRow, readPointer } from '../../../shared/adapters/aws/catalogue-rows.ts';
import { NivasError } from '../../../shared/error.ts';
import { rulebook } from '../../../shared/policy/release.ts';
import { visible } from '../../../shared/report/lines.ts';
import { absent, type Finding, unseen, well, wrong } from './finding.ts';
import { healthIn, type Said } from './health.ts';
import type { Patient } from './patient.ts';

/** Whether what is published is there, is what it is called, and is what the service judges by. */
export async function catalogueIsWhole(patient: Patient): Promise<readonly Finding[]> {
  const { dynamodb, s3, names } = patient;
  const pointer = await readPointer({ client: dynamodb, table: names.catalogue });
  if (pointer === undefined)
    return [
      wrong(
        'the catalogue names no registry and no policy: nothing was ever published, or `CATALOGUE` `CURRENT` was ' +
          'deleted. The service judges by what it brought along, and old audits cannot be asked for by date. Deploy ' +
          '`NivasFunctions` again, which publishes (here: start again)',
      ),
    ];
  const bodies = bodyBucket({ client: s3, bucket: names.bucket });
  const read = (what: string, digest: string) =>
    bodies.get('catalogue', hexOf(digest)).then(
      (text) => ({ text, faults: [] }),
      (error: unknown) => ({ text: '', faults: [documentFault(what, digest, error)] }),
    );
  const [registry, policy] = await Promise.all([read('registry', pointer.registry), read('policy', pointer.policy)]);
  const faults = [...registry.faults, ...policy.faults];
  if (faults.length > 0) return faults;
  const { n } = pointer;
  return [
    well(`publication ${n} of the catalogue: its registry and policy are in the bucket and have their digests`),
    serves(pointer, (set) => policySetIn(registry.text, policy.text, set), healthIn(patient)),
  ];
}

/** Rejects with whatever does not say that the document is gone or damaged. */
function documentFault(what: string, digest: string, error: unknown): Finding {
  if (!(error instanceof NivasError) || error.code !== 'shape_unknown') throw error;
  return wrong(
    `the ${what} that the catalogue names, \`${digest}\`, is not in the bucket as it should be: ${error.message}. Bring ` +
      `\`catalogue/sha256/${hexOf(digest)}\` back, from an older version of it or from the bucket of the other region; ` +
      'until then no audit can be made by a function that has not read it before',
  );
}

/** The digest of a policy set in two published documents; undefined if this checkout does not understand them. */
function policySetIn(registry: string, policy: string, set: string): string | undefined {
  try {
    return rulebook(JSON.parse(registry), JSON.parse(policy), { set }).policy.digest;
  } catch {
    return undefined;
  }
}

/** The service says by which policy set it judges. */
function serves(
  { n, registry }: PointerRow,
  policySetOf: (set: string) => string | undefined,
  health: Said | undefined,
): Finding {
  if (health === undefined) return absent('what the service judges by: it does not say it');
  const policySet = policySetOf(health.policySet.name);
  if (policySet === undefined)
    return unseen(
      'what the service judges by: this checkout cannot read the published documents, which are of another release. ' +
        'Check that one out, and ask again from there',
    );
  const compared = [
    { what: 'publication', there: `${health.catalogue}`, here: `${n}` },
    { what: 'registry', there: health.registry, here: registry },
    { what: 'policy set', there: health.policySet.digest, here: policySet },
  ];
  const list = compared
    .filter(({ there, here }) => there !== here)
    .map(({ what, there, here }) => `${what} \`${visible(there)}\`, and the catalogue has \`${here}\``);
  if (list.length === 0) return well('the service judges by what the catalogue names');
  return wrong(
    `the service says ${list.join('; ')}. Both should be the same, five seconds after a publication: ask again then. If ` +
      'it stays so, table and service are of two installations, or a function cannot read the new documents: see its log',
  );
}
