import { RecordedAudit } from '../audit/finding.ts';
import { NivasError } from '../error.ts';

/** A recorded audit from its text. Throws `shape_unknown` for what this version cannot read. */
export function recordedAudit(json: string): RecordedAudit {
  const parsed = RecordedAudit.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new NivasError('shape_unknown', 'a stored audit has no shape this version knows', [], { cause: parsed.error });
}
