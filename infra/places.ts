/** A place that a resource's properties name, with the path at which they do. `region` undefined: not known yet. */
export type Place =
  | { readonly kind: 'region'; readonly path: string; readonly region: string | undefined }
  | { readonly kind: 'bucket'; readonly path: string; readonly name: string };

/**
 * Every place named in a resource as CloudFormation will see it, `{"Resources": {…}}` included.
 *
 * Read are: a property whose name ends in `region`, an ARN that holds a region, and the bucket of a `Destination`.
 * `own` is the region of the stack, for `{"Ref": "AWS::Region"}`.
 */
export function placesIn(value: unknown, own: string, path = ''): Place[] {
  const text = textOf(value, own);
  if (text !== undefined) return placesInText(text, path);
  if (Array.isArray(value)) return value.flatMap((item, at) => placesIn(item, own, `${path}/${at}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => placesIn(item, own, `${path}/${key}`));
}

function placesInText(text: string, path: string): Place[] {
  if (/region$/i.test(path)) return [{ kind: 'region', path, region: known(text) }];
  const [arn, , service, region, , ...rest] = text.split(':');
  if (arn !== 'arn' || region === undefined) return [];
  if (service === 's3' && /\/destination\/bucket$|bucketarn$/i.test(path))
    return [{ kind: 'bucket', path, name: rest.join(':').split('/')[0] ?? '' }];
  return region === '' || region === '*' ? [] : [{ kind: 'region', path, region: known(region) }];
}

const known = (region: string) => (region.includes(gap) ? undefined : region);

/** Stands where text is not known before deployment. */
const gap = '\0';

/**
 * A string, also one that CloudFormation is told to join or fill in; undefined for anything else.
 * The account is the same in every stack of the app, so it stands in the text by a name of its own.
 */
export function textOf(value: unknown, own: string): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  if ('Ref' in value) return filled(value.Ref, own);
  if ('Fn::Sub' in value) return substituted(value['Fn::Sub'], own);
  const [separator, parts] = Array.isArray(value['Fn::Join']) ? value['Fn::Join'] : [];
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
  return parts.map((part) => textOf(part, own) ?? gap).join(separator);
}

function substituted(sub: unknown, own: string): string {
  const text = Array.isArray(sub) ? sub[0] : sub;
  if (typeof text !== 'string') return gap;
  return text.replaceAll(/\$\{([^}]*)\}/g, (_all, name) => filled(name, own));
}

function filled(name: unknown, own: string): string {
  if (name === 'AWS::Region') return own;
  return name === 'AWS::AccountId' ? '<account>' : gap;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
