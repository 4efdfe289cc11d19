import { perFacts } from '../declaration/per-facts.ts';
import { formatPointer, parsePointer, writtenPath } from '../declaration/pointer.ts';
import { declarationReader, type Reading, type Sent, sentReader } from '../declaration/read.ts';
import type { Format } from '../declaration/source.ts';
import type { Rulebook } from '../policy/release.ts';
import { audit } from './audit.ts';
import type { Audit, Finding, PackResult } from './finding.ts';

/** An audit with what was read: where a pointer of it stands in the text can still be asked. */
export type AuditedText = { readonly audit: Audit; readonly reading: Reading };

/**
 * Reads a declaration with all its evidence and audits it. Pointers in the audit are into the text as it was written.
 * Throws `body_malformed` and `declaration_invalid` as the reader does.
 */
export function auditText(text: string, format: Format, rulebook: Rulebook, asOf: string): AuditedText {
  return auditReading(readText(text, format, rulebook), rulebook, asOf);
}

/** Reads a declaration with all its evidence. Throws as the reader does. */
export function readText(text: string, format: Format, { policy }: Pick<Rulebook, 'policy'>): Reading {
  return readerOf(policy.facts)(text, format);
}

/** Reads a declaration that may name uploaded evidence. Throws as the reader does. */
export function readSent(text: string, format: Format, { policy }: Pick<Rulebook, 'policy'>): Sent {
  return sentReaderOf(policy.facts)(text, format);
}

/** Audits what was read. */
export function auditReading(reading: Reading, { registry, policy }: Rulebook, asOf: string): AuditedText {
  return { audit: asWritten(audit({ ...reading, registry, policy, asOf }), reading), reading };
}

const readerOf = perFacts(declarationReader);
const sentReaderOf = perFacts(sentReader);

/** `store: yotta/nm1` is read as a list of one; a pointer to its first element is a pointer to `store`. */
function asWritten(made: Audit, { source }: Reading): Audit {
  const written = (pointer: string) =>
    formatPointer(
      writtenPath(
        source.raw,
        parsePointer(pointer).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      ),
    );
  const finding = (one: Finding): Finding => ({ ...one, at: written(one.at) });
  const pack = (one: PackResult): PackResult => ({ ...one, findings: one.findings.map(finding) });
  return {
    ...made,
    packs: made.packs.map(pack),
    beside: { ...made.beside, packs: made.beside.packs.map(pack) },
    warnings: made.warnings.map((warning) => ({ ...warning, pointer: written(warning.pointer) })),
  };
}
