import { NivasError } from '../../shared/error.ts';
import type { LookedAt } from '../../shared/evidence/deployed/looked-at.ts';
import { type AuditedFile, auditFile } from './audit-file.ts';
import type { Where } from './deployed-file.ts';

/** Templates, assemblies and plans, which say what is really deployed. */
export type EvidenceOptions = { readonly evidence?: readonly string[] } & Where;

/** Audits a file, and holds it against what is deployed. What that takes is loaded only for evidence. */
export async function auditDeployed(
  file: string,
  asOf: string,
  { evidence = [], region, account }: EvidenceOptions,
): Promise<AuditedFile & { readonly lookedAt: readonly LookedAt[] }> {
  if (evidence.length === 0) {
    const [idle] = Object.entries({ region, account }).find(([, given]) => given !== undefined) ?? [];
    if (idle === undefined) return { ...(await auditFile(file, asOf)), lookedAt: [] };
    throw new NivasError(
      'request_invalid',
      `\`--${idle}\` says where evidence is deployed, and there is none: give \`--evidence\` too`,
    );
  }
  const { deployedEvidence } = await import('./deployed-evidence.ts');
  const { shown, lookedAt } = await deployedEvidence(evidence, file, { asOf, region, account });
  return { ...(await auditFile(file, asOf, shown)), lookedAt };
}
