import { type Activity, activities } from '../../../shared/declaration/activity.ts';

/** A declaration while it is being written: plain JSON, in which every placement is a list of maps. */
export type Draft = { readonly [field: string]: unknown };

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsAt = (of: Fields, key: string): Fields => {
  const inner = Object.hasOwn(of, key) ? of[key] : undefined;
  return isFields(inner) ? inner : {};
};

export const wordsAt = (of: Fields, key: string): readonly unknown[] => {
  const inner = of[key];
  return Array.isArray(inner) ? inner : [];
};

/** The draft with another value at a path of maps. */
export function put(of: Fields, [key, ...rest]: readonly string[], value: unknown): Fields {
  if (key === undefined) return of;
  return { ...of, [key]: rest.length === 0 ? value : put(fieldsAt(of, key), rest, value) };
}

/** The draft with a list called complete: what was answered is all there is. */
export const complete = (draft: Draft, list: string): Draft =>
  put(draft, ['complete'], [...new Set([...wordsAt(draft, 'complete'), list])]);

/** What a pointer of a question names: an asset, an activity of it, and one of its lines. */
export type Spot = { readonly asset?: string; readonly activity?: Activity; readonly index?: number };

/** A pointer or a subject: `/data/videos/store/0`, `/data/videos/store@yotta/nm1`. */
export function spotOf(pointer: string): Spot {
  const [, kind, asset, named, index] = pointer.split('@', 1)[0]?.split('/') ?? [];
  if (kind !== 'data' || asset === undefined) return {};
  const activity = activities.find((one) => one === named);
  if (activity === undefined) return { asset };
  return { asset, activity, ...(index === undefined ? {} : { index: Number(index) }) };
}

/** The draft with something more said of a placement, or of each of an activity. */
export function putOnLines(draft: Draft, { asset = '', activity, index }: Spot, field: string, value: unknown): Draft {
  const lines = wordsAt(fieldsAt(fieldsAt(draft, 'data'), asset), activity ?? '');
  const put_ = (line: unknown, at: number) =>
    index === undefined || index === at ? { ...(isFields(line) ? line : {}), [field]: value } : line;
  return put(draft, ['data', asset, activity ?? ''], lines.map(put_));
}
