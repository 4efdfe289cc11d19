/**
 * One line of the doctor's. `absent`: there is nothing to look at here, which is no fault. `unseen`: it should have
 * been possible to look, and it was not.
 */
export type Finding = {
  readonly kind: 'well' | 'wrong' | 'absent' | 'unseen';
  readonly says: string;
  /** One by one, where the line counts them. */
  readonly details?: readonly string[];
};

export const well = (says: string): Finding => ({ kind: 'well', says });
/** Says what was found, what would be right, and what to do. */
export const wrong = (says: string, details: readonly string[] = []): Finding => ({ kind: 'wrong', says, details });
export const absent = (says: string): Finding => ({ kind: 'absent', says });
export const unseen = (says: string): Finding => ({ kind: 'unseen', says });
