import { Later } from '../resource.ts';
import { isIntrinsic } from './intrinsics.ts';
import { isList, isMap, member, members, single, text } from './raw.ts';
import { tooMuch, type Work } from './work.ts';

/** A resource as it is written: its pointer is into the file. */
export type Written = { readonly logicalId: string; readonly raw: unknown; readonly pointer: string };

const prefix = 'AWS::Serverless::';

/** APIs that SAM makes for functions whose events name none: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-api.html */
const implied: ReadonlyMap<string, { readonly id: string; readonly kind: string; readonly named: string }> = new Map([
  ['Api', { id: 'ServerlessRestApi', kind: 'Api', named: 'RestApiId' }],
  ['HttpApi', { id: 'ServerlessHttpApi', kind: 'HttpApi', named: 'ApiId' }],
]);

/**
 * What SAM makes of resources before anything else reads them: `Globals` become properties of each resource of their
 * kind, and an API is there although nobody wrote it. Types stay as they are written.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withServerless(written: readonly Written[], globals: unknown, work: Work): readonly Written[] {
  const apis = [...implied].flatMap(([event, { id, kind, named }]): Written[] => {
    const source = written.find(({ raw }) => hasEvent(raw, event, named));
    if (source === undefined || written.some(({ logicalId }) => logicalId === id)) return [];
    return [{ logicalId: id, raw: { Type: prefix + kind, Properties: {} }, pointer: source.pointer }];
  });
  return [...written, ...apis].map((one) => ({ ...one, raw: withGlobals(one.raw, globals, work) }));
}

const hasEvent = (raw: unknown, event: string, named: string): boolean =>
  text(member(raw, 'Type')) === `${prefix}Function` &&
  members(member(member(raw, 'Properties'), 'Events')).some(
    ([, one]) => member(one, 'Type') === event && member(member(one, 'Properties'), named) === undefined,
  );

function withGlobals(raw: unknown, globals: unknown, work: Work): unknown {
  const type = text(member(raw, 'Type'));
  const shared = type?.startsWith(prefix) ? member(globals, type.slice(prefix.length)) : undefined;
  if (!isMap(shared) || !isMap(raw)) return raw;
  return { ...raw, Properties: merged(shared, member(raw, 'Properties') ?? {}, work) };
}

/** Maps are merged, lists are put one after the other, and anything else is the resource's own. */
function merged(shared: unknown, own: unknown, work: Work, depth = 0): unknown {
  const size = isList(shared) || isMap(shared) ? Object.keys(shared).length : 0;
  if (!work.value(size)) return new Later(tooMuch);
  if (isList(shared) && isList(own)) return [...shared, ...own];
  if (!isMap(shared) || !isMap(own) || isFunction(shared) || isFunction(own) || depth > 20) return own;
  const entries = new Map(Object.entries(shared));
  for (const [key, value] of Object.entries(own))
    entries.set(key, entries.has(key) ? merged(entries.get(key), value, work, depth + 1) : value);
  return Object.fromEntries(entries);
}

const isFunction = (raw: unknown) => isIntrinsic(single(raw)?.[0] ?? '');
