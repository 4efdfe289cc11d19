/** How much of everything a declaration may hold: bounds the work of an audit. */
export const limits = {
  bytes: 1_000_000,
  depth: 24,
  text: 500,
  quote: 2_000,
  assets: 200,
  placementsOfActivity: 50,
  placements: 2_000,
  owners: 50,
  documents: 100,
  parties: 100,
  orders: 50,
  /** Of resources that hold one asset. */
  patterns: 50,
  evidence: 50,
  /** Of one piece that is uploaded. */
  evidenceBytes: 64_000_000,
  /** Of public terms, in a request or uploaded. */
  terms: 2_000_000,
  /** Bytes of all uploaded texts that one declaration names: bounds what an audit fetches. */
  namedTerms: 8_000_000,
  observed: 5_000,
  /** Placements that remedies move at a time: each move is an audit or two. */
  remedies: 100,
  /** Placements that all these audits judge, but for those of the last move. */
  remedyTrials: 40_000,
} as const;
