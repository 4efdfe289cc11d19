import * as z from 'zod';
import { packKinds } from '../audit/finding.ts';
import { FactSpec } from '../declaration/fact.ts';
import { Rule } from '../policy/pack.ts';
import { Approval, Site } from '../registry/registry.ts';

const digest = z.string().meta({ description: '`sha256:<hex>`' });
/** Which catalogue answered: `catalogue` counts publications. */
const known = { catalogue: z.int().describe('Which publication of packs and registry answered.') };

/**
 * A site, every approval it has or had, and what each scheme says of it on the date `asOf`; `approved` null is
 * "nobody can tell".
 */
export const SiteState = z.strictObject({
  ...Site.shape,
  approvals: z.array(Approval).describe('Every approval it has or had.'),
  standing: z
    .record(
      z.string(),
      z.strictObject({
        approved: z.boolean().nullable().describe('null: nobody can tell.'),
        why: z.string().describe('In words.'),
      }),
    )
    .describe('What each scheme says of it on the date `asOf`.'),
});
export type SiteState = z.infer<typeof SiteState>;

const ofRegistry = { ...known, registry: digest, asOf: z.iso.date().describe('The date of `standing`.') };

export const SiteAnswer = z.strictObject({ ...ofRegistry, site: SiteState });
export type SiteAnswer = z.infer<typeof SiteAnswer>;

export const Sites = z.strictObject({
  ...ofRegistry,
  sites: z.array(SiteState),
  next: z.string().nullable().meta({ description: '`cursor` of the next page; null: there is no more.' }),
});
export type Sites = z.infer<typeof Sites>;

const PackVersion = z.strictObject({
  id: z.string().describe('Such as `2018`.'),
  instrument: z.string().describe('The law or the document that it is a version of.'),
  from: z.string().describe('The first day it is in force.'),
  to: z.string().describe('The last, or `open`.'),
  status: z.string().describe('`live`, `proposed` or `superseded`.'),
});

/** A pack; `decides`: what it says is folded into the verdict by the policy set. */
export const PackLine = z.strictObject({
  pack: z.string().describe('The id of the pack.'),
  title: z.string().describe('Its name, for people.'),
  kind: z.enum(packKinds).describe('Only `law` and `policy` are folded into the verdict.'),
  issuer: z.string().describe('Whose rules these are; a regulator’s claim `issuers` names it.'),
  digest,
  decides: z.boolean().describe('Whether the policy set folds it into the verdict.'),
  versions: z.array(PackVersion),
});
export type PackLine = z.infer<typeof PackLine>;

export const Packs = z.strictObject({
  ...known,
  policySet: z.strictObject({ name: z.string(), digest }),
  packs: z.array(PackLine),
});
export type Packs = z.infer<typeof Packs>;

const Selected = z.strictObject({
  category: z.array(z.string()).describe('Categories of the taxonomy.'),
  context: z.array(z.string()).describe('What the data is part of.'),
});

/** A rule as it is written; `asks` names the facts that it reads. */
const RuleAnswer = Rule.omit({ data: true, versions: true }).extend({
  data: Selected.optional().describe('Which data it is about; left out: any.'),
  asks: z.array(z.string()).describe('Names of the facts that it reads.'),
});

/** A disputed clause; `settled` is the option that the authority chose, null where every option is judged. */
const ReadingAnswer = z.strictObject({
  ask: z.string().describe('What is disputed.'),
  options: z.record(z.string(), z.string()).describe('The ways to read it, in words.'),
  settled: z.string().nullable().describe('The one that the authority chose; null: every one is judged.'),
});

/** One version of a pack: the rules that belong to it, as they are written, and what these ask for. */
export const PackAnswer = z.strictObject({
  ...known,
  ...PackLine.omit({ versions: true }).shape,
  source: z.string().optional().describe('Where the law or the policy can be read.'),
  version: PackVersion.describe('The version that was asked for.'),
  scope: z.string().describe('Whom it is for, in words.'),
  appliesTo: z.string().describe('Whom it is for, as a condition in CEL.'),
  suspects: z.array(z.string()).describe('Categories of data that raise the question whether it applies.'),
  expects: Selected.optional().describe('Data that must be found stored or processed where it applies.'),
  rules: z.array(RuleAnswer).describe('The rules of this version.'),
  facts: z.record(z.string(), FactSpec).describe('What its rules ask for, by name.'),
  readings: z.record(z.string(), ReadingAnswer).describe('Its disputed clauses, by name.'),
});
export type PackAnswer = z.infer<typeof PackAnswer>;
