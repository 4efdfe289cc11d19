import { sha256 } from '../../canonical.ts';
import type { EvidenceLinks, EvidencePlace, EvidenceStore, FoundEvidence } from '../../ports.ts';

type Piece = { readonly bytes: Uint8Array; readonly mediaType: string };

/** Evidence in memory, for tests and for work without a network. */
export type MemoryEvidence = EvidenceStore &
  EvidenceLinks & {
    /** Puts bytes where an upload would be. False: they are there already. */
    readonly upload: (tenant: string, bytes: Uint8Array, mediaType: string) => boolean;
  };

export function evidenceMap(now: () => Date): MemoryEvidence {
  const pieces = new Map<string, Piece>();
  const put = (key: string, piece: Piece): boolean => {
    if (pieces.has(key)) return false;
    pieces.set(key, piece);
    return true;
  };
  const found = (tenant: string, hex: string, place: EvidencePlace): FoundEvidence | undefined => {
    const piece = pieces.get(keyOf(tenant, hex, place));
    return piece && { place, size: piece.bytes.length, mediaType: piece.mediaType };
  };
  const link = (key: string) => ({
    url: `memory:///${key}`,
    expires: new Date(now().getTime() + 600_000).toISOString(),
  });
  return {
    find: async (tenant, hex) => found(tenant, hex, 'kept') ?? found(tenant, hex, 'pending'),
    read: async (tenant, hex, place) => pieces.get(keyOf(tenant, hex, place))?.bytes,
    keep: async (tenant, text, mediaType) => {
      put(keyOf(tenant, sha256(text), 'kept'), { bytes: Buffer.from(text), mediaType });
    },
    toUpload: async (tenant, { sha256: hex, mediaType }) => ({
      ...link(keyOf(tenant, hex, 'pending')),
      headers: { 'content-type': mediaType },
    }),
    toRead: async (tenant, hex, place) => link(keyOf(tenant, hex, place)),
    upload: (tenant, bytes, mediaType) => put(keyOf(tenant, sha256(bytes), 'pending'), { bytes, mediaType }),
  };
}

const keyOf = (tenant: string, hex: string, place: EvidencePlace) => `${place}/${tenant}/${hex}`;
