import { Joined, Later, type Resource } from '../resource.ts';
import { brief, type Found, later, nowhere } from './found.ts';
import { locate, ownPlace } from './location.ts';
import { type Derive, perText, type Scene } from './scene.ts';
import type { Spotted } from './walk.ts';
import { hasGap, isGap, writtenText } from './written-text.ts';

/** ARNs of these services carry no region. */
const regionless = /^(s3|iam|cloudfront|route53)$/;

/** The region that an ARN (field 4) or a path of Google's or Azure's (`/locations/x/`) carries, if it does. */
export function written(text: string, { provider, registry }: Scene): Found | undefined {
  const [arn, , service, region = ''] = text.split(':', 5);
  if (arn === 'arn' && region !== '' && !hasGap(region) && !regionless.test(service ?? '')) {
    const found = locate(registry, 'aws', region);
    return { ...found, because: `is the region that the ARN names, \`${brief(region)}\`` };
  }
  const segment = provider === 'aws' ? undefined : /\/(?:locations|regions|zones)\/([^/]+)(?:\/|$)/.exec(text)?.[1];
  if (segment === undefined || hasGap(segment)) return undefined;
  return {
    ...locate(registry, provider, segment),
    because: `is the location that the id names, \`${brief(segment)}\``,
  };
}

/** Whether an ARN has a region, and nobody knows which: then no resource that stands in it tells. */
function hidesRegion(text: string): boolean {
  const [arn, , service = '', region = ''] = text.split(':', 5);
  return arn === 'arn' && hasGap(region) && !regionless.test(service);
}

/** Attributes of these are whatever somebody put there, and not where they stand. */
const opaque =
  /^(?:Custom::.+|AWS::CloudFormation::.+|AWS::SSM::Parameter|aws_ssm_parameter|aws_lambda_invocation|aws_cloudformation_stack|terraform_data|null_resource)$/;

/** Where the resources of this deployment stand that are meant; undefined when none is, or they stand apart. */
export function standing(meant: readonly Resource[], { registry }: Scene): Found | undefined {
  const [first] = meant;
  if (first === undefined) return undefined;
  const places = meant.map((one) => ownPlace(registry, one));
  const found = places[0];
  if (found === undefined || places.some(({ place }) => place !== found.place)) return undefined;
  return { ...found, because: `is where this deployment puts \`${brief(first.address)}\`: \`${found.place}\`` };
}

/** Follows one text or reference: what it carries itself, else the resource it means, else nowhere. */
export function follow(value: string | Later, scene: Scene, which: RegExp = /./): Found {
  const { provider, neighbours, resource } = scene;
  const text = writtenText(value);
  const own = text === undefined ? undefined : written(text, scene);
  if (own !== undefined) return own;
  if (value instanceof Later && text !== undefined && hidesRegion(text)) return later(provider, value);
  const meant = neighbours.meant(value).filter(({ type }) => which.test(type) && !opaque.test(type));
  const others = meant.filter((one) => one !== resource);
  const there = standing(others.length > 0 ? others : meant, scene);
  if (there !== undefined) return there;
  if (others.length > 1) return nowhere(provider, `it may be any of ${others.length} resources that stand apart`);
  if (value instanceof Later) return later(provider, value);
  return nowhere(provider, `\`${brief(value)}\` is not in this deployment`);
}

/** R3 and R6: an ARN, an id, a reference. A block is read for what in it is an id or means a resource. */
export const byReference: Derive = (spotted, scene) => {
  const { value } = spotted;
  if (scene.sink.members) return members(spotted, scene);
  // its resources say for themselves where they are
  if (scene.sink.nested && scene.neighbours.isRead(scene.resource)) return [scene.own];
  const found = perText(spotted, (one) => [follow(one, scene)]);
  if (typeof value === 'string' || value instanceof Later) return found;
  const sure = found.filter((one) => one.sure);
  return sure.length > 0 ? sure : found.slice(0, 1);
};

/** A group whose members have copies of each other: those of this deployment are known, others may exist. */
function members({ value }: Spotted, scene: Scene): Found[] {
  const others = scene.neighbours.members(scene.sink, value).filter((one) => one !== scene.resource);
  return [
    ...others.map((one) => ({
      ...ownPlace(scene.registry, one),
      because: `is where \`${brief(one.address)}\` stands, another member of the group`,
    })),
    nowhere(scene.provider, 'members of the group outside this deployment are not shown'),
  ];
}

/** What is a bucket; a policy or a replication of one has its name too, and not its place. */
const buckets = /^(?:AWS::S3(?:Express)?::(?:Directory)?Bucket|aws_s3_(?:directory_)?bucket|google_storage_bucket)$/;

/** R4: a bucket. Neither its name nor its ARN tells a region, whatever it is called. */
export const byBucket: Derive = (spotted, scene) => perText(spotted, (value) => [bucketPlace(value, scene)]);

/** Where a bucket is: in its host, or where this deployment puts it. */
export function bucketPlace(value: string | Later, scene: Scene): Found {
  const text = writtenText(value);
  const region =
    text === undefined ? undefined : /\.s3[.-]([a-z]{2,4}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\/|$)/.exec(text)?.[1];
  if (region !== undefined)
    return { ...locate(scene.registry, 'aws', region), because: `is in the host of the bucket, \`${brief(region)}\`` };
  if (value instanceof Joined && text !== undefined && !hasGap(bucketName(text))) return named(bucketName(text), scene);
  if (value instanceof Joined && text !== undefined) return follow(bucketOf(value, text), scene, buckets);
  if (value instanceof Later) return follow(value, scene);
  return named(bucketName(value), scene);
}

/** The part of a text that is a bucket's whole name; what stands behind it is a key in that bucket, whatever it means. */
function bucketOf(value: Joined, text: string): Later {
  const first = value.parts.find((part) => part instanceof Later);
  const whole = isGap(bucketName(text)) && !/^arn:(?!aws)/.test(text);
  return whole && first instanceof Later ? first : new Later(value.why);
}

function named(name: string, scene: Scene): Found {
  const found = follow(name, scene, buckets);
  if (found.sure || found.place.includes('stand apart')) return found;
  return nowhere(scene.provider, `bucket \`${brief(name)}\` is not in this deployment, and its name tells no region`);
}

/** `arn:aws:s3:::name/prefix`, `s3://name/prefix`, `gs://name`, `name.s3.amazonaws.com`, `name`. */
export const bucketName = (text: string): string =>
  text
    .trim()
    .replace(/^arn:[a-z-]+:s3:::/, '')
    .replace(/^(?:s3|gs|https?):\/\//, '')
    .replace(/^storage\.googleapis\.com\//, '')
    .replace(/\.s3\.amazonaws\.com(?=\/|$)/, '')
    .split('/')[0] ?? text;
