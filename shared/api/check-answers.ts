import * as z from 'zod';
import { outcomes, verdicts } from '../audit/outcome.ts';
import { OpenQuestion } from './record-answers.ts';

const asOf = z.iso.date().describe('The date whose law and approvals decided.');

/** What a declaration leaves open, recorded nowhere. */
export const AskedQuestions = z.strictObject({
  asOf,
  verdict: z.enum(verdicts).describe('What the audit says.'),
  questions: z.array(OpenQuestion).describe('Only what can change what a pack says; the most decisive first.'),
});
export type AskedQuestions = z.infer<typeof AskedQuestions>;

/** Where what breaks a rule could go, and what the audit says then. */
export const PlannedRemedies = z.strictObject({
  asOf,
  patch: z
    .array(
      z.strictObject({
        op: z.enum(['test', 'replace']).describe('`test` refuses the patch for another declaration.'),
        path: z.string().describe('JSON pointer into the declaration as it was written.'),
        value: z.string().describe('A place, as the declaration writes it.'),
      }),
    )
    .describe('JSON Patch (RFC 6902): all moves, each tested first.'),
  mends: z
    .array(
      z.strictObject({
        at: z.string().describe('JSON pointer of the placement; activities are lists.'),
        from: z.string(),
        to: z.string().describe('The nearest approved site: same provider, then same state, then by id. Or `IN`.'),
        mends: z.array(z.string()).describe('Rules that it breaks where it is: `pack/rule`.'),
        alsoMeets: z.array(z.string()).describe('Controls of other catalogues that a copy there satisfies too.'),
      }),
    )
    .describe('Each placement that breaks a rule and has a place where it breaks none.'),
  untried: z.int().describe('How many more placements break a rule: apply the patch and ask again.'),
  verdict: z.enum(verdicts).describe('What the audit says once all moves are made.'),
  remaining: z
    .array(
      z.strictObject({
        pack: z.string().describe('The id of the pack.'),
        rule: z.string().describe('The id of the rule in its pack.'),
        outcome: z.enum(outcomes).describe('It is broken, or nobody can tell.'),
        subject: z.string().describe('What was judged, named by content.'),
        because: z.string().describe('Why, in words.'),
        remedy: z.string().optional().describe('What would help.'),
      }),
    )
    .describe('What no place mends; empty where all moves make it compliant.'),
});
export type PlannedRemedies = z.infer<typeof PlannedRemedies>;
