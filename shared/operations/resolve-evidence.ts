import { placed, refuse } from '../declaration/issue.ts';
import { limits } from '../declaration/limits.ts';
import { type Reading, type Sent, withTexts } from '../declaration/read.ts';
import type { Issue } from '../error.ts';
import type { EvidencePlace, EvidenceStore } from '../ports.ts';

/** A reading with all its texts; `pending`: those of them that nothing keeps yet. */
export type Resolved = { readonly reading: Reading; readonly pending: readonly Pending[] };
export type Pending = { readonly text: string; readonly mediaType: string };

/**
 * Puts uploaded texts where a declaration only names them. Asks the store nothing when every text was sent.
 *
 * Throws `declaration_invalid` at the `sha256` of each one that is not here, is no UTF-8 or is too long. Keeps nothing:
 * that is for `keepEvidence`, when the declaration is about to be recorded.
 */
export async function resolveEvidence(evidence: EvidenceStore, tenant: string, sent: Sent): Promise<Resolved> {
  const texts = new Map<string, string>();
  const pending: Pending[] = [];
  const issues: Issue[] = [];
  let room: number = limits.namedTerms;
  for (const [key, item] of Object.entries(sent.evidence)) {
    if (item.kind !== 'public-terms' || item.text !== undefined || texts.has(item.sha256)) continue;
    const upload = await uploaded(evidence, tenant, item.sha256, room);
    if (typeof upload === 'string') issues.push(placed(sent.source, ['evidence', key, 'sha256'], upload));
    else {
      texts.set(item.sha256, upload.text);
      room -= upload.size;
      if (upload.place === 'pending') pending.push(upload);
    }
  }
  if (issues.length > 0) refuse(issues, 'declaration');
  return { reading: withTexts(sent, texts), pending };
}

/** Keeps for good what a declaration names; before it is recorded, since a text that no record names harms nobody. */
export async function keepEvidence(evidence: EvidenceStore, tenant: string, pending: readonly Pending[]) {
  await Promise.all(pending.map(({ text, mediaType }) => evidence.keep(tenant, text, mediaType)));
}

type Upload = Pending & { readonly place: EvidencePlace; readonly size: number };

/** The text that was uploaded, or the sentence that says why there is none. */
async function uploaded(store: EvidenceStore, tenant: string, sha256: string, room: number): Promise<Upload | string> {
  const found = await store.find(tenant, sha256);
  if (found === undefined) return absent;
  if (found.size > room)
    return `what was uploaded has ${found.size} bytes; all texts named here may have ${limits.namedTerms}`;
  const bytes = await store.read(tenant, sha256, found.place);
  if (bytes === undefined) return absent;
  const text = textIn(bytes);
  if (text === undefined) return 'what was uploaded is not UTF-8 text';
  if (text.length > limits.terms)
    return `what was uploaded has ${text.length} characters; public terms may have ${limits.terms}`;
  return { ...found, text };
}

const absent =
  'nothing is uploaded under this SHA-256: offer it to `POST /v1/evidence`, upload it, and send this again; ' +
  'or send its `text`';

/** Byte for byte, so that a byte order mark stays: without it the digest would be another. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The one thing `decode` throws for: these bytes are no text.
    return undefined;
  }
}
