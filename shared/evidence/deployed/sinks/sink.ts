import * as z from 'zod';
import { activities } from '../../../declaration/activity.ts';
import { platforms } from '../resource.ts';

/** What happens to data where the row says. A `CTRL` is a control and puts data nowhere. */
export const effects = ['REST', 'COPY', 'PROC', 'TRANSIT', 'EXT', 'META', 'ACCESS', 'CTRL'] as const;

/** How the place is found; `shared/evidence/deployed/observe/derive.ts` has one function for each. */
export const derivations = [
  'R1', // the region of the resource
  'R2', // a region or location, written out
  'R3', // an ARN, or an id with a location in it
  'R4', // a bucket: its name tells no region
  'R5', // a host
  'R6', // another resource
  'R7', // a global service
  'R8', // text with places in it
  'R9', // the value itself decides
  'R10', // its absence means something
  'R11', // a zone
  'R12', // a route to a model
  'R13', // redundancy over a pair of regions
  'R14', // a geography's name
] as const;

/** Where data go by a value or by its absence: a site, `own`, `pair`, `nearest`, `none`, `path:…` or `words:…`. */
const Target = z.string().regex(/^(own|pair|nearest|none|path:.+|words:.+|[a-z0-9-]+\/[a-z0-9.-]+)$/);

/** A property that decides where data rest or go, or whose absence does. */
export const Sink = z.strictObject({
  id: z.string(),
  platform: z.enum(platforms),
  type: z.string().describe('As the vocabulary writes it; `AWS::IAM::*` is a family, `*` every type.'),
  path: z.string().describe('`A.B[].C`, or `(self)` for the resource as a whole.'),
  effect: z.enum(effects),
  activity: z.enum(activities).optional().describe('What the effect is in the words of a declaration.'),
  derive: z.enum(derivations),
  verdict: z.enum(['V', 'I', 'P', 'C']).describe('May fail; indeterminate; exposure to grade; supports only.'),
  from: z.literal(true).optional().describe('The property names where data come from: the copy is the resource.'),
  members: z.literal(true).optional().describe('The property names a group, and each member has a copy.'),
  nested: z.literal(true).optional().describe('The property names a template of more resources.'),
  of: z.string().optional().describe('Property that names the resource whose data it is.'),
  product: z.string().optional().describe('Product whose location ids are its own: `gcp/<product>.<id>`.'),
  place: Target.optional().describe('The place, where the type alone decides.'),
  values: z.record(z.string(), Target).optional().describe('Place by value, lower case; `*` is any other.'),
  absent: Target.optional().describe('What it means that the property is missing.'),
  absentDoubts: z.literal(true).optional().describe('The default does not hold for every resource of the type.'),
  absentSureIf: z.strictObject({ path: z.string(), is: z.string() }).optional(),
  within: z.string().optional().describe('The default holds only where this block is present.'),
  unless: z.strictObject({ path: z.string(), is: z.string().optional() }).optional(),
  reads: z.array(z.string()).optional().describe('Where in the value, which is an object, the place stands.'),
  keys: z.array(z.string()).optional().describe('Which entries of a list of keys and values it is about.'),
  later: z.literal('none').optional().describe('A value that is only known later is nowhere: an account, a role.'),
  otherwise: Target.optional().describe('What a value means that tells no place.'),
  meaning: z.string(),
  indeterminateWhen: z.string().optional(),
  pathConfidence: z.enum(['verified', 'general']),
  meaningConfidence: z.enum(['verified', 'synthesised', 'named', 'memory']),
  source: z.string(),
  verifiedBy: z.string().optional().describe('Where the meaning was read, by us, and when.'),
});
export type Sink = z.infer<typeof Sink>;

const isRead = ({ meaningConfidence, verifiedBy }: Sink): boolean =>
  verifiedBy !== undefined || meaningConfidence === 'verified' || meaningConfidence === 'synthesised';

/**
 * Whether what the row shows may fail a build. Where a resource is deployed is a fact; every other meaning must have
 * been read in documentation, not remembered or inferred from a name. All else can only doubt.
 */
export const mayFail = (sink: Sink): boolean => sink.verdict === 'V' && (sink.derive === 'R1' || isRead(sink));

/** Whether the meaning of a missing property may fail a build. */
export const defaultMayFail = (sink: Sink): boolean =>
  sink.verdict === 'V' && isRead(sink) && sink.absentDoubts === undefined;
