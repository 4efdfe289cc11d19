import type { Verdict } from './audit/outcome.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { LoadedPolicy } from './policy/load.ts';
import type { RegistryIndex } from './registry/lookup.ts';

export type * from './evidence-store.ts';

/** What audits are judged by at this moment. `n` counts publications: head and audit name it, so a change is noticed. */
export type Catalogue = { readonly n: number; readonly registry: RegistryIndex; readonly policy: LoadedPolicy };

export type CatalogueStore = {
  /** The current catalogue, at most a few seconds old. */
  readonly current: () => Promise<Catalogue>;
  /**
   * The catalogue that was current at an instant (ISO 8601, milliseconds, Z); undefined before the first one was
   * published. Where nothing was ever published, what `current` gives.
   */
  readonly knownAt: (instant: string) => Promise<Catalogue | undefined>;
};

/** An application's newest state. `version` counts changes; a write names the version it was built on. */
export type Head = {
  readonly tenant: string;
  readonly application: string;
  readonly name: string;
  readonly registeredAt: string;
  readonly version: number;
  readonly current?: {
    readonly audit: string;
    readonly at: string;
    readonly verdict: Verdict;
    readonly packs: Readonly<Record<string, Verdict>>;
    readonly sites: readonly string[];
    readonly catalogue: number;
  };
};

/** What every accepted request leaves: a statement of what was accepted, under the id made from its idempotency key. */
export type Entry = {
  readonly id: string;
  readonly tenant: string;
  readonly application: string;
  /** When it was accepted: ISO 8601, milliseconds, Z; sorts as text. */
  readonly at: string;
  /** SHA-256 of method, path, query and body: tells a retry from another request under the same key. */
  readonly fingerprint: string;
  /** The in-toto statement, as JSON text. */
  readonly statement: string;
};

/** JSON text under a digest (`sha256:<hex>`): of its canonical form, and of a declaration, of its normal form. */
export type Document = { readonly digest: string; readonly json: string };

export type Registration = Entry & { readonly name: string };

export type Submission = Entry & {
  readonly declaration: Document;
  readonly audit: Document;
  readonly verdict: Verdict;
  /** Packs that apply, with the verdict of each. */
  readonly packs: Readonly<Record<string, Verdict>>;
  /** Ids of the sites the declaration resolves to, sorted. */
  readonly sites: readonly string[];
  /** `Catalogue.n` it was judged under. */
  readonly catalogue: number;
};

/** `made` now; `replayed`: this very request was recorded before; `moved`: the head is no longer at the given version. */
export type Recorded = 'made' | 'replayed' | 'moved';

/** Whose records are looked at: a tenant's own, or any tenant's that one of these packs judged. */
export type Reach = { readonly tenant: string } | { readonly packs: readonly string[] };

/** Which audits. With `pack`, `verdict` is what that pack said; without, what the whole audit said. */
export type AuditFilter = {
  readonly application?: string;
  readonly verdict?: Verdict;
  readonly pack?: string;
  readonly site?: string;
  /** Recorded at this instant or later: ISO 8601, milliseconds, Z. */
  readonly from?: string;
  /** Recorded before this instant. */
  readonly until?: string;
};
export type ApplicationFilter = Pick<AuditFilter, 'verdict' | 'pack'>;

/** At most `limit` items that come after a position, which an earlier page gave. */
export type PageAsked = { readonly limit: number; readonly after?: string };
/** `next` undefined: there is no more. A page may be short, or empty, and have a next one. */
export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

/** One line of a list of audits. */
export type Listing = Pick<Submission, 'id' | 'tenant' | 'application' | 'at' | 'verdict' | 'packs'>;

/** Whose a record is, and which packs judged it. */
export type Holder = Pick<Submission, 'tenant' | 'packs'>;

/** Where records are kept: all or nothing, once, never changed. */
export type RecordStore = {
  /**
   * Registers an application. Resolves `replayed` for an equal retry.
   * Rejects with `idempotency_key_reused` when the key was used for another request.
   */
  readonly register: (registration: Registration) => Promise<'made' | 'replayed'>;
  /** The head, read consistently; undefined if this tenant has no such application. */
  readonly head: (tenant: string, application: string) => Promise<Head | undefined>;
  /**
   * Records declaration and audit on top of `head`, with every row that serves a list, in one transaction.
   * Safe to repeat after a lost answer. Rejects with `idempotency_key_reused`, or with `store_unavailable`
   * when conflicts, throttling or silence outlast the retries: it may then be recorded or not, and a repeat says which.
   */
  readonly submit: (submission: Submission, head: Head) => Promise<Recorded>;
  /** Whether this very request is recorded. Rejects with `idempotency_key_reused` when another one is. */
  readonly recorded: (request: Pick<Entry, 'tenant' | 'id' | 'fingerprint'>) => Promise<boolean>;
  /** The audit as it was answered, JSON text; undefined if this tenant has no such audit. */
  readonly audit: (tenant: string, id: string) => Promise<string | undefined>;
  /** The declaration as it was sent, JSON text; undefined if this tenant has no such audit. */
  readonly declaration: (tenant: string, id: string) => Promise<string | undefined>;
  /** Whose audit or application this is, whoever asks; undefined if it is nobody's. As many reads either way. */
  readonly holder: (of: 'audit' | 'application', id: string) => Promise<Holder | undefined>;
  /** Audits within reach, newest first. */
  readonly audits: (reach: Reach, filter: AuditFilter, page: PageAsked) => Promise<Page<Listing>>;
  /** Applications within reach, by tenant and id. */
  readonly applications: (reach: Reach, filter: ApplicationFilter, page: PageAsked) => Promise<Page<Head>>;
};

/** What the world supplies. Tests pass a fixed clock and a counter. */
export type Ports = {
  readonly catalogue: CatalogueStore;
  readonly records: RecordStore;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
  /** 32 random bytes, hex: keeps a record's digest from being guessed. */
  readonly nonce: () => string;
};
