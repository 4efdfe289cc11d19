import type { RecordedAudit } from '../audit/finding.ts';
import { digestOf } from '../canonical.ts';
import type { Entry, Registration } from '../ports.ts';

/** Names, not addresses. Another name for the verifier when equal input could get another verdict. */
const site = 'https://nivas.example';

type Said = Pick<Entry, 'id' | 'tenant' | 'application' | 'at'> & { readonly nonce: string };

/**
 * What is recorded of an accepted declaration: an in-toto statement with a SLSA verification summary, not yet signed.
 *
 * Its subjects are the declaration and the verdict. Only what is compliant has PASSED: a gate that lets PASSED
 * through lets nothing through that nobody could judge. The nonce keeps its digest from being guessed.
 */
export function submissionStatement(said: Said, audit: RecordedAudit, auditDigest: string): string {
  const { id, application, at } = said;
  const passed = audit.verdict === 'compliant';
  return formatStatement(
    [
      { name: `applications/${application}/declaration`, digest: hex(audit.inputs.declaration) },
      { name: `audits/${id}/verdict`, digest: hex(audit.digest) },
    ],
    'https://slsa.dev/verification_summary/v1',
    {
      verifier: {
        id: `${site}/verifier/v1`,
        version: { engine: audit.inputs.engine, registry: audit.inputs.registry },
      },
      timeVerified: at,
      resourceUri: `${site}/v1/applications/${application}`,
      policy: { uri: `${site}/v1/policy-sets/${audit.policySet}`, digest: hex(audit.inputs.policySet) },
      inputAttestations: [{ uri: `${site}/v1/audits/${id}`, digest: hex(auditDigest) }],
      verificationResult: passed ? 'PASSED' : 'FAILED',
      verifiedLevels: passed ? levels(audit) : ['FAILED'],
      slsaVersion: '1.2',
      ...extension(said, { asOf: audit.asOf, verdict: audit.verdict, catalogue: audit.catalogue }),
    },
  );
}

/** What is recorded of a registered application. */
export function registrationStatement(said: Said & Pick<Registration, 'name'>): string {
  const { application, name, at } = said;
  const made = { application, name, registeredAt: at };
  return formatStatement(
    [{ name: `applications/${application}`, digest: hex(digestOf(made)) }],
    `${site}/attestations/registration/v1`,
    { ...made, ...extension(said, {}) },
  );
}

/** A key of our own in a predicate must be a URI, which others pass over. */
const extension = ({ id, tenant, nonce }: Said, more: object) => ({
  [`${site}/attestations/record/v1`]: { v: 1, entry: id, tenant, nonce, ...more },
});

/** `IN_INDIA_ONLY` for the pack `india-only`: what a gate asks for by name. */
const levels = ({ packs }: RecordedAudit) =>
  packs
    .filter(({ verdict }) => verdict === 'compliant')
    .map(({ pack }) => `IN_${pack.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`);

const hex = (digest: string) => ({ sha256: digest.replace('sha256:', '') });

const formatStatement = (subject: readonly object[], predicateType: string, predicate: object) =>
  JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate });
