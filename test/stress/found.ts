import type { Head } from '../../shared/ports.ts';

/** An accepted request as the store has it: all of it, or what of it is there. */
export type FoundEntry = {
  readonly of: 'registration' | 'submission' | undefined;
  readonly tenant: string;
  readonly id: string;
  readonly application: string;
  readonly at: string;
  /** How many rows wait for the log. */
  readonly pending: number;
  readonly audit: FoundAudit | undefined;
  /** JSON text, as it was sent. */
  readonly declaration: string | undefined;
};
export type FoundAudit = Pick<NonNullable<Head['current']>, 'verdict' | 'packs' | 'sites'> & {
  readonly json: string;
  readonly previous: string | undefined;
};

/** What the store holds of some requests: entries by `<tenant>#<entry>`, heads by `<tenant>#<application>`. */
export type Found = {
  readonly entries: ReadonlyMap<string, FoundEntry>;
  readonly heads: ReadonlyMap<string, Head>;
};

/** Everything the store holds, with each row of its lists as text. */
export type FoundWhole = Found & {
  readonly lists: readonly string[];
  /** Keys of the rows that say whose application an id is. */
  readonly holders: readonly string[];
  /** Rows of no kind that is known, or of no record. */
  readonly strange: readonly string[];
};
