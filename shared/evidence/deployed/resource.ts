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

/**
 * What another resource of the same evidence will have, so that it can be followed. `address` is that resource's;
 * without `attribute` it is what names the resource (`Ref`), with one it is that attribute (`Arn`).
 */
export class Reference extends Later {
  readonly address: string;
  readonly attribute: string | undefined;

  constructor(address: string, attribute?: string) {
    super(`it is ${attribute === undefined ? 'the name' : `\`${attribute}\``} of \`${address}\``);
    this.address = address;
    this.attribute = attribute;
  }
}

/** What nobody wrote, and its provider fills in when it is deployed: it means what leaving it out means. */
export class Unwritten extends Later {}

/**
 * One of several values, and nothing says yet which: a condition or a parameter decides. Every one of them is
 * possible, and no other is; `undefined` among them says that there may be no value at all.
 */
export class Either extends Later {
  readonly options: readonly (Value | undefined)[];

  constructor(options: readonly (Value | undefined)[], why: string) {
    super(why);
    this.options = options;
  }
}

/** Text of which parts are known, in order: `arn:aws:sqs:ap-south-1:`, the account, `:orders`. */
export class Joined extends Later {
  readonly parts: readonly (string | Later)[];

  constructor(parts: readonly (string | Later)[], why: string) {
    super(why);
    this.parts = parts;
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
  /** Why it may not be deployed at all: a condition that nobody can evaluate yet. Absent when it is deployed. */
  readonly perhaps?: string;
};

/** What could not be read, where, and what would be right. The rest of the evidence is read all the same. */
export type Unread = Spot & { readonly because: string; readonly line?: number; readonly column?: number };

/** What evidence of a deployment says: every resource, none dropped, and what nobody could read. */
export type Deployment = { readonly resources: readonly Resource[]; readonly unread: readonly Unread[] };
