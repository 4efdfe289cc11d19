import { NivasError } from '../../shared/error.ts';
import type { LookedAt } from '../../shared/evidence/deployed/looked-at.ts';
import { requiredSet } from '../../shared/policy/release.ts';
import { type AuditedFile, auditFile } from './audit-file.ts';
import { foundEvidence } from './found-evidence.ts';

/** Templates, assemblies and plans, which say what is really deployed, and what they leave to whoever deploys. */
export type EvidenceOptions = {
  /** None: whatever lies beside the declaration. `false`: not even that. */
  readonly evidence?: readonly string[] | false;
  readonly region?: string;
  readonly account?: string;
  /** `Name=value`, for templates. */
  readonly parameter?: readonly string[];
  /** What nothing deployed shows is a question. */
  readonly requireEvidence?: boolean;
};

/** An audit, what was looked at for it, and what of that nobody named: it was found beside the declaration. */
export type AuditedDeployed = AuditedFile & {
  readonly lookedAt: readonly LookedAt[];
  readonly found: readonly string[];
};

/** Audits a file, and holds it against what is deployed. What that takes is loaded only for evidence. */
export async function auditDeployed(
  file: string,
  asOf: string,
  { evidence = [], region, account, parameter = [], requireEvidence = false }: EvidenceOptions,
): Promise<AuditedDeployed> {
  const set = requireEvidence ? requiredSet : undefined;
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new NivasError('request_invalid', `\`--account ${account}\` is no account of AWS: it has 12 digits`);
  const named = evidence === false ? [] : evidence;
  const found = evidence === false || named.length > 0 ? [] : await foundEvidence(file);
  const paths = [...named, ...found];
  if (paths.length === 0) {
    const given = { region, account, parameter: parameter[0] };
    const [idle] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
    if (idle === undefined) return { ...(await auditFile(file, asOf, undefined, set)), lookedAt: [], found };
    const none = evidence === false ? '`--no-evidence` leaves it out' : 'there is none beside the declaration';
    throw new NivasError('request_invalid', `\`--${idle}\` is about evidence, and ${none}: give \`--evidence\` too`);
  }
  const { deployedEvidence } = await import('./deployed-evidence.ts');
  const { shown, lookedAt } = await deployedEvidence(paths, file, {
    asOf,
    region,
    account,
    parameters: valuesByName(parameter),
  });
  return { ...(await auditFile(file, asOf, shown, set)), lookedAt, found };
}

/** Values by name; what is said last counts, as it does where it is deployed. */
function valuesByName(parameters: readonly string[]): Readonly<Record<string, string>> {
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
