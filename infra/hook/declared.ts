import { readDeclaration } from '../../functions/cli/audit-file.ts';
import { auditReading } from '../../shared/audit/audit-text.ts';
import { NivasError } from '../../shared/error.ts';
import { exitStatus } from '../../shared/report/exit-status.ts';

/**
 * A declaration as JSON with its terms filled in, as a hook holds templates against it. Throws for one that fails by
 * itself: every stack of the account would be refused for it.
 */
export async function declaredIn(file: string, asOf: string, allowUnknown: boolean): Promise<string> {
  const { reading, input } = await readDeclaration(file, asOf);
  const { verdict } = auditReading(reading, input, asOf).audit;
  if (exitStatus(verdict, allowUnknown) === 0) return JSON.stringify(reading.source.raw);
  throw new NivasError(
    'request_invalid',
    `\`${file}\` is ${verdict} by itself, so that this hook would refuse every stack: see \`nivas check --no-evidence ${file}\``,
  );
}
