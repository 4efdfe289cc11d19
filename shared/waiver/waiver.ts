import * as z from 'zod';
import { issuesOf } from '../declaration/issue.ts';
import { fieldsAt } from '../declaration/read.ts';
import type { Source } from '../declaration/source.ts';
import { NivasError } from '../error.ts';

/** No waiver is for ever: who still wants it after a year grants it again. */
const mostDays = 366;

const said = z.string().regex(/\S/, 'this is empty').max(1000);

/**
 * A failure that somebody answers for, for a while: a rule of a pack as of a version, what it was judged of, and the
 * deployed resources that may show it. Whatever of these is another, it is another failure.
 */
const Waiver = z
  .strictObject({
    rule: z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'expected a pack and its rule, such as `india-only/only-in-india`'),
    version: z.string('expected the version in quotes, such as `"2020"`'),
    subject: z.string(),
    resources: z.array(z.string()).max(1000).default([]),
    because: said,
    by: said,
    from: z.iso.date(),
    until: z.iso.date(),
  })
  .refine(({ from, until }) => days(from, until) >= 0, { path: ['until'], message: 'it ends before it begins' })
  .refine(({ from, until }) => days(from, until) <= mostDays, {
    path: ['until'],
    message: `it is longer than ${mostDays} days, which is the most`,
  });
export type Waiver = z.infer<typeof Waiver>;

const Waivers = z.strictObject({ waivers: z.array(Waiver).max(1000) });

const days = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 86_400_000;

/** The waivers of a text. Throws `request_invalid` with every problem at its line. */
export function readWaivers(source: Source): readonly Waiver[] {
  const { data, error } = Waivers.safeParse(source.raw, { reportInput: true });
  if (data !== undefined) return data.waivers;
  const issues = issuesOf(error, source, (path) => fieldsAt(Waivers, path));
  throw new NivasError('request_invalid', 'the waivers cannot be read', issues);
}
