/** Where evidence is: `pending` for some days after its upload, `kept` for good once a recorded declaration names it. */
export type EvidencePlace = 'pending' | 'kept';

export type FoundEvidence = {
  readonly place: EvidencePlace;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
};

/**
 * What tenants upload, each tenant's apart: another's is absent. `sha256` is of its bytes, hex.
 * Every call rejects with `store_unavailable` when the store does not answer.
 */
export type EvidenceStore = {
  /** What is here of it; undefined if this tenant has nothing under this SHA-256. */
  readonly find: (tenant: string, sha256: string) => Promise<FoundEvidence | undefined>;
  /** Its bytes, after their digest was checked; undefined if they are not in that place. */
  readonly read: (tenant: string, sha256: string, place: EvidencePlace) => Promise<Uint8Array | undefined>;
  /** Keeps a text for good, under its own SHA-256. One that is kept already is fine: its name is its content. */
  readonly keep: (tenant: string, text: string, mediaType: string) => Promise<void>;
};

export type EvidenceOffer = { readonly sha256: string; readonly size: number; readonly mediaType: string };

/** An address that is good until `expires`: ISO 8601, milliseconds, Z. Whoever has it may use it. */
export type EvidenceLink = { readonly url: string; readonly expires: string };

/** Ways to the bytes that lead around the service, which could not carry so many. */
export type EvidenceLinks = {
  /** Where to `PUT` these very bytes, with exactly these headers. 412 says that they are there already. */
  readonly toUpload: (
    tenant: string,
    offer: EvidenceOffer,
  ) => Promise<EvidenceLink & { readonly headers: Readonly<Record<string, string>> }>;
  /** Where to `GET` it. A browser saves it: what an operator wrote is never rendered. */
  readonly toRead: (tenant: string, sha256: string, place: EvidencePlace) => Promise<EvidenceLink>;
};
