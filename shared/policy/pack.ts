import * as z from 'zod';
import { activities } from '../declaration/activity.ts';
import { FactSpec, factName, factSubjects } from '../declaration/fact.ts';
import { contexts, documentKinds } from '../declaration/vocabulary.ts';

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const Name = z.string().regex(factName);
const End = z.union([z.iso.date(), z.literal('open')]);

/** Which data a rule is about: by category, or by what it is part of. */
const Selector = z.preprocess(
  (written) => (typeof written === 'string' || Array.isArray(written) ? { category: written } : written),
  z
    .strictObject({
      category: z
        .union([z.string(), z.array(z.string())])
        .default([])
        .transform((one) => [one].flat()),
      context: z
        .union([z.enum(contexts), z.array(z.enum(contexts))])
        .default([])
        .transform((one) => [one].flat()),
    })
    .refine(({ category, context }) => category.length + context.length > 0, 'names neither a category nor a context'),
);
export type Selector = z.infer<typeof Selector>;

/** A claim that is true, false or unknown of each of its subjects, with its clause and what to do. */
export const Rule = z.strictObject({
  id: Id,
  claim: z.string().min(10).describe('What it demands, as a statement that is true or false.'),
  for: z.enum(factSubjects).describe('What it is asked of.'),
  data: Selector.optional(),
  activities: z.array(z.enum(activities)).min(1).optional().describe('Which activities it is about.'),
  document: z.enum(documentKinds).optional().describe('Which kind of document it is about.'),
  when: z.string().optional().describe('Where it is asked, as a condition in CEL.'),
  require: z.string().describe('What must be true, as a condition in CEL.'),
  clause: z.string().min(3).describe('Where the law or the policy says so.'),
  because: z.string().min(3).describe('The reason, with names to fill in.'),
  remedy: z.string().min(10).optional().describe('What would help.'),
  versions: z.array(z.string()).min(1).optional(),
  suspended: z
    .array(z.strictObject({ from: z.iso.date(), to: End, by: z.string() }))
    .optional()
    .describe('When it is not applied, and by whose decision.'),
  /** This rule confines storage: other packs read it as `data.staysInIndia`. */
  effect: z.literal('stays-in-india').optional().describe('It confines storage: rules of other packs may read that.'),
  controls: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('Controls of other catalogues, by catalogue.'),
  confidence: z
    .enum(['V1', 'V2', 'VR', 'M', 'inferred'])
    .optional()
    .describe(
      'How the wording is known: V1 word for word, V2 from a report, VR from quotes, M from memory, or inferred.',
    ),
  source: z.url().optional(),
});
export type Rule = z.infer<typeof Rule>;

const Version = z.strictObject({
  id: z.string(),
  instrument: z.string(),
  from: z.iso.date(),
  to: End,
  status: z.enum(['live', 'proposed', 'superseded']).default('live'),
});

/** A policy, as its author writes it: one YAML file. */
export const Pack = z.strictObject({
  pack: Id,
  title: z.string(),
  kind: z.enum(['law', 'policy', 'advisory', 'beside']),
  issuer: Id,
  source: z.url().optional(),
  versions: z.array(Version).min(1),
  appliesTo: z.string(),
  /** What takes the operator or application out of its reach although `appliesTo` holds: a layer, another regulator. */
  unless: z.array(z.strictObject({ when: z.string(), why: z.string().min(10) })).default([]),
  /** Whom it applies to, in words: why it does or does not is shown with them. */
  scope: z.string().min(10),
  /** Data that turns "we have no such role" into a question. */
  suspects: z.array(z.string()).default([]),
  /** Data that must be found stored or processed where the pack applies: finding none is unknown, never compliant. */
  expects: Selector.optional(),
  facts: z.record(Name, FactSpec).default({}),
  readings: z.record(Name, z.strictObject({ ask: z.string(), options: z.record(z.string(), z.string()) })).default({}),
  rules: z.array(Rule).min(1),
  /** What nobody has read or confirmed, for whoever checks this pack: one sentence each. */
  unverified: z.array(z.string().min(10)).default([]),
});
export type Pack = z.infer<typeof Pack>;

/** Which packs a tenant is judged by, and what the authority decided. */
export const PolicySet = z.strictObject({
  set: Id,
  packs: z.strictObject({ law: z.union([z.literal('all'), z.array(Id)]), also: z.array(Id).default([]) }),
  /** `<pack>/<reading>`: the option the authority chose. */
  readings: z.record(z.string(), z.string()).default({}),
  /** `<pack>/<rule>`: suspended rules that the authority judges by all the same. */
  lift: z.array(z.string()).default([]),
  /** Whether a place counts that nothing deployed shows. */
  evidence: z.enum(['optional', 'required']).default('optional'),
  /** Whether a fact counts without the document that its instrument wants behind it. */
  attestation: z.enum(['optional', 'required']).default('optional'),
  scheme: z.string(),
});
export type PolicySet = z.infer<typeof PolicySet>;
