import { NivasError } from '../../shared/error.ts';
import type { LookedAt } from '../../shared/evidence/deployed/looked-at.ts';
import { type AuditedFile, auditFile } from './audit-file.ts';

/** Templates, assemblies and plans, which say what is really deployed, and what they leave to whoever deploys. */
export type EvidenceOptions = {
  readonly evidence?: readonly string[];
  readonly region?: string;
  readonly account?: string;
  /** `Name=value`, for templates. */
  readonly parameter?: readonly string[];
};

/** Audits a file, and holds it against what is deployed. What that takes is loaded only for evidence. */
export async function auditDeployed(
  file: string,
  asOf: string,
  { evidence = [], region, account, parameter = [] }: EvidenceOptions,
): Promise<AuditedFile & { readonly lookedAt: readonly LookedAt[] }> {
  if (evidence.length === 0) {
    const given = { region, account, parameter: parameter[0] };
    const [idle] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
    if (idle === undefined) return { ...(await auditFile(file, asOf)), lookedAt: [] };
    throw new NivasError(
      'request_invalid',
      `\`--${idle}\` is about evidence, and there is none: give \`--evidence\` too`,
    );
  }
  const { deployedEvidence } = await import('./deployed-evidence.ts');
  const { shown, lookedAt } = await deployedEvidence(evidence, file, {
    asOf,
    region,
    account,
    parameters: named(parameter),
  });
  return { ...(await auditFile(file, asOf, shown)), lookedAt };
}

/** Values by name; what is said last counts, as it does where it is deployed. */
function named(parameters: readonly string[]): Readonly<Record<string, string>> {
  const values = parameters.map((typed) => {
    const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(typed) ?? [];
    if (name !== undefined && value !== undefined) return [name, value] as const;
    throw new NivasError(
      'request_invalid',
      `\`--parameter ${typed}\` gives none a value: expected such as \`Copies=yes\``,
    );
  });
  return Object.fromEntries(values);
}
