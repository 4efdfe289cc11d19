import * as z from 'zod';
import { packKinds } from '../audit/finding.ts';
import { FactSpec } from '../declaration/fact.ts';
import { Rule } from '../policy/pack.ts';
import { Approval, Site } from '../registry/registry.ts';

const digest = z.string().meta({ description: '`sha256:<hex>`' });
/** Which catalogue answered: `catalogue` counts publications. */
const known = { catalogue: z.int() };

/**
 * A site, every approval it has or had, and what each scheme says of it on the date `asOf`; `approved` null is
 * "nobody can tell".
 */
export const SiteState = z.strictObject({
  ...Site.shape,
  approvals: z.array(Approval),
  standing: z.record(z.string(), z.strictObject({ approved: z.boolean().nullable(), why: z.string() })),
});
export type SiteState = z.infer<typeof SiteState>;

const ofRegistry = { ...known, registry: digest, asOf: z.iso.date() };

export const SiteAnswer = z.strictObject({ ...ofRegistry, site: SiteState });
export type SiteAnswer = z.infer<typeof SiteAnswer>;

export const Sites = z.strictObject({
  ...ofRegistry,
  sites: z.array(SiteState),
  next: z.string().nullable().meta({ description: '`cursor` of the next page; null: there is no more.' }),
});
export type Sites = z.infer<typeof Sites>;

const PackVersion = z.strictObject({
  id: z.string(),
  instrument: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.string(),
});

/** A pack; `decides`: what it says is folded into the verdict by the policy set. */
export const PackLine = z.strictObject({
  pack: z.string(),
  title: z.string(),
  kind: z.enum(packKinds),
  issuer: z.string(),
  digest,
  decides: z.boolean(),
  versions: z.array(PackVersion),
});
export type PackLine = z.infer<typeof PackLine>;

export const Packs = z.strictObject({
  ...known,
  policySet: z.strictObject({ name: z.string(), digest }),
  packs: z.array(PackLine),
});
export type Packs = z.infer<typeof Packs>;

const Selected = z.strictObject({ category: z.array(z.string()), context: z.array(z.string()) });

/** A rule as it is written; `asks` names the facts that it reads. */
const RuleAnswer = Rule.omit({ data: true, versions: true }).extend({
  data: Selected.optional(),
  asks: z.array(z.string()),
});

/** A disputed clause; `settled` is the option that the authority chose, null where every option is judged. */
const ReadingAnswer = z.strictObject({
  ask: z.string(),
  options: z.record(z.string(), z.string()),
  settled: z.string().nullable(),
});

/** One version of a pack: the rules that belong to it, as they are written, and what these ask for. */
export const PackAnswer = z.strictObject({
  ...known,
  ...PackLine.omit({ versions: true }).shape,
  source: z.string().optional(),
  version: PackVersion,
  scope: z.string(),
  appliesTo: z.string(),
  suspects: z.array(z.string()),
  expects: Selected.optional(),
  rules: z.array(RuleAnswer),
  facts: z.record(z.string(), FactSpec),
  readings: z.record(z.string(), ReadingAnswer),
});
export type PackAnswer = z.infer<typeof PackAnswer>;
