import { digestOf, sha256 } from '../canonical.ts';
import { asSet, normalForm } from '../declaration/normal-form.ts';
import type { Declaration } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import { type RegistryIndex, resolver } from '../registry/lookup.ts';
import { applicabilities } from './applicability.ts';
import { attestedDocuments } from './bound.ts';
import { beside, coverage, warnings } from './coverage.ts';
import { dutyOf } from './duties.ts';
import type { Audit } from './finding.ts';
import { strictestVerdict } from './outcome.ts';
import { packResult } from './pack-result.ts';
import { sightings } from './places.ts';
import { bind } from './subjects.ts';
import { unmappedResources } from './unmapped.ts';
import { unseen } from './unseen.ts';

/** Names the rules by which this engine judges; it changes when an equal input could get another verdict. */
export const engine = 'nivas/1';

/** Everything an audit depends on. No clock, network, environment or chance comes in by another way (law 1). */
export type AuditInput = {
  readonly declaration: Declaration;
  readonly evidence: EvidenceMap;
  readonly registry: RegistryIndex;
  readonly policy: LoadedPolicy;
  /** The date of the audit, `2026-11-22`: which law is in force, which approvals are valid. */
  readonly asOf: string;
  /** Suspended rules (`pack/rule`) to judge as if they were live; the authority's what-if, never a declarant's. */
  readonly lift?: readonly string[];
};

/**
 * Audits a declaration: the same input gives the same bytes.
 *
 * Strictest wins: in a pack fail over unknown over pass, overall non-compliant over indeterminate over compliant.
 */
export function audit({ declaration, evidence, registry, policy, asOf, lift = [] }: AuditInput): Audit {
  const context = { registry, resolve: resolver(registry), scheme: policy.set.scheme, asOf };
  const seen = sightings(evidence, context);
  const required = policy.set.evidence === 'required';
  const subjects = bind({
    declaration,
    evidence,
    facts: policy.facts,
    context,
    seen,
    required,
    attested: attestedDocuments(declaration),
    demanded: policy.set.attestation === 'required',
  });
  const scope: Scope = { app: subjects.app.it, terms: subjects.terms.it, asOf: subjects.asOf };
  const reach = applicabilities(policy, scope, subjects, asOf);
  const duty = dutyOf(policy.folded, reach, asOf);
  for (const { it } of subjects.assets) Object.assign(it, { staysInIndia: duty(it) });
  const unmapped = unmappedResources(declaration, evidence, context);
  const lifted = [...policy.set.lift, ...lift];
  const hearing = { subjects, scope, asOf, reach, readings: policy.set.readings, lifted, unmapped };
  const packs = policy.folded.map((pack) => packResult(pack, hearing)).toSorted((a, b) => (a.pack < b.pack ? -1 : 1));
  const found = {
    asOf,
    verdict: strictestVerdict(packs.map(({ verdict }) => verdict)),
    policySet: policy.set.set,
    packs,
    coverage: coverage(declaration, evidence, {
      unmapped: unmapped.names,
      unseen: unseen(subjects.assets),
      required,
    }),
    inputs: inputsOf(declaration, evidence, registry, policy),
  };
  const shown = policy.shown.map((pack) => packResult(pack, hearing));
  return {
    ...found,
    digest: verdictDigest(found),
    ...(subjects.terms.found ? { terms: subjects.terms.found } : {}),
    beside: { ...beside(declaration), packs: shown },
    warnings: warnings(declaration, context.resolve),
  };
}

function inputsOf(
  declaration: Declaration,
  evidence: EvidenceMap,
  registry: RegistryIndex,
  policy: LoadedPolicy,
): Audit['inputs'] {
  const observed = Object.values(evidence).flatMap((item) =>
    item.kind === 'observed'
      ? [digestOf(asSet(item.placements.map(({ at, ...rest }) => ({ ...rest, certainty: item.certainty }))))]
      : [],
  );
  return {
    declaration: digestOf(normalForm(declaration)),
    observed: observed.toSorted(),
    registry: registry.digest(),
    policySet: policy.digest,
    engine,
  };
}

/**
 * Over what was decided and from what; not over prose, pointers, titles or the engine's name.
 *
 * The findings go in by a digest of their own: tuples of text, of which plain JSON already is the canonical form.
 */
function verdictDigest({
  asOf,
  verdict,
  packs,
  coverage,
  inputs,
}: Pick<Audit, 'asOf' | 'verdict' | 'packs' | 'coverage' | 'inputs'>): string {
  const { engine: _, ...digests } = inputs;
  const { cannotShow: __, ...looked } = coverage;
  const decided = packs.flatMap(({ pack, findings }) =>
    findings.map(({ rule, subject, outcome, basis }) => [pack, rule, subject, outcome, basis]),
  );
  return digestOf({
    asOf,
    verdict,
    packs: packs.map(({ pack, version, digest, verdict: own }) => ({ pack, version, digest, verdict: own })),
    findings: `sha256:${sha256(JSON.stringify(decided))}`,
    coverage: looked,
    inputs: digests,
  });
}
