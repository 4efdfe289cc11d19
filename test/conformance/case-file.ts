import * as z from 'zod';
import { readSource } from '../../infra/compile/yaml-file.ts';
import type { Verdict } from '../../shared/audit/outcome.ts';
import { NivasError } from '../../shared/error.ts';
import { PolicySet } from '../../shared/policy/pack.ts';
import { issuesIn } from '../../shared/policy/read.ts';
import { Approval, Registry } from '../../shared/registry/registry.ts';

/** The four letters of a verdict. */
export const letters = {
  C: 'compliant',
  N: 'non-compliant',
  I: 'indeterminate',
  X: 'not-applicable',
} as const satisfies Record<string, Verdict>;
export type Letter = keyof typeof letters;

export const letterOf: Readonly<Record<Verdict, Letter>> = {
  compliant: 'C',
  'non-compliant': 'N',
  indeterminate: 'I',
  'not-applicable': 'X',
};

const Fields = z.record(z.string(), z.unknown());
const Ids = z.union([z.string(), z.array(z.string()).min(1)]).transform((one) => [one].flat());
/** `2018` without quotes is a number to YAML. */
const Name = z.union([z.string(), z.number()]).transform(String);

const written = {
  /** The case whose circumstances this one takes over. */
  like: z.string(),
  pack: Ids,
  asOf: z.string(),
  readings: Fields,
  given: Fields,
  evidence: Fields,
  registry: z.strictObject({
    approvals: z.array(Fields).optional(),
    tables: Fields.optional(),
    schemes: Fields.optional(),
  }),
  /** What the authority demands beside readings. */
  demand: Fields,
  /** Which version of the pack must have been in force. */
  version: Name,
  lift: z.array(z.string()),
  expect: z.enum(['C', 'N', 'I', 'X']),
  by: Ids,
  shown: Fields,
  decidedBy: z.string(),
  scenario: z.string(),
};

/** A case as it is written. Without `expect` it is only there for others to be `like` it. */
export const Case = z.strictObject(written).partial();
export type Case = z.infer<typeof Case>;

/** A file of cases as it is written; each case is checked by itself, so that one fault does not hide the others. */
export const CaseFile = z.strictObject({ pack: Ids.optional(), given: Fields.default({}), cases: Fields });
export type CaseFile = z.infer<typeof CaseFile>;

const TableRow = Registry.shape.tables.valueType.element.extend({
  to: Approval.shape.to.default('open'),
  source: z.string().default('this case'),
});

/** What a case is judged by, once everything is merged: the part that `like` takes over. */
export const Circumstances = z.strictObject({
  pack: z.array(z.string()).min(1),
  asOf: z.iso.date().default('2026-11-22'),
  readings: z.record(z.string(), Name).default({}),
  given: Fields.default({}),
  evidence: Fields.default({}),
  registry: z
    .strictObject({
      approvals: z
        .array(Approval.extend({ by: z.string().default('this case'), source: z.string().default('this case') }))
        .default([]),
      tables: z.record(z.string(), z.array(TableRow)).default({}),
      schemes: z.record(z.string(), z.strictObject({ complete: z.boolean() })).default({}),
    })
    .default({ approvals: [], tables: {}, schemes: {} }),
  demand: PolicySet.pick({ evidence: true, attestation: true }).default({
    evidence: 'optional',
    attestation: 'optional',
  }),
});
export type Circumstances = z.infer<typeof Circumstances>;

/** What a YAML file holds. Throws SyntaxError for what is no YAML or too much of it, with its line. */
export async function readYaml(file: string): Promise<unknown> {
  try {
    return (await readSource(file)).raw;
  } catch (cause) {
    if (!(cause instanceof NivasError)) throw cause;
    const said = issuesIn(cause).map(({ line, message }) =>
      line === undefined ? message : `line ${line}: ${message}`,
    );
    throw new SyntaxError(said.join('; '), { cause });
  }
}

/** Every problem that a schema found, each with where it is. */
export const problemsOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`).join('; ');
