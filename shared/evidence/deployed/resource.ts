/**
 * What no template or plan can say before it is deployed, and why: `Ref` to a parameter without a default, a value
 * known only after apply, a sensitive one. It stands wherever a value would, and is never taken for absent.
 */
export class Later {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** A value of a template or a plan, with everything resolved that can be. */
export type Value = null | boolean | number | string | Later | readonly Value[] | { readonly [key: string]: Value };

/** Which vocabulary of types and properties a resource is written in. */
export const platforms = ['cloudformation', 'terraform-aws', 'terraform-azurerm', 'terraform-google'] as const;
export type Platform = (typeof platforms)[number];

/** Where something stands: a file as it was named, and a JSON pointer (RFC 6901) into what it holds. */
export type Spot = { readonly file: string; readonly pointer: string };

/** One resource that is about to be deployed, from whichever kind of evidence. */
export type Resource = {
  /** Unique in its evidence: `Stack/LogicalId`, `module.logs.aws_s3_bucket.this["a"]`. */
  readonly address: string;
  readonly platform: Platform;
  /** As its vocabulary writes it: `AWS::S3::Bucket`, `aws_s3_bucket`. */
  readonly type: string;
  /** The region or location it is deployed to, as its provider writes it: `ap-south-1`, `centralindia`. */
  readonly region: string | Later;
  readonly properties: { readonly [key: string]: Value };
  /** Tags and labels that are known, by key: they may map the resource to declared data. */
  readonly tags: { readonly [key: string]: string };
  readonly at: Spot;
  /** Path of the CDK construct that made it. */
  readonly construct?: string;
};

/** What could not be read, where, and what would be right. The rest of the evidence is read all the same. */
export type Unread = Spot & { readonly because: string; readonly line?: number; readonly column?: number };

/** What evidence of a deployment says: every resource, none dropped, and what nobody could read. */
export type Deployment = { readonly resources: readonly Resource[]; readonly unread: readonly Unread[] };
