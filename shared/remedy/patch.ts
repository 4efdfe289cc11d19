import { canonical } from '../canonical.ts';
import type { Activity } from '../declaration/activity.ts';
import { formatPointer, parsePointer, writtenPath } from '../declaration/pointer.ts';
import type { Declaration, Line } from '../declaration/schema.ts';

/** A step of a JSON Patch (RFC 6902). `test` refuses the patch for another declaration than the one it was made for. */
export type Step = { readonly op: 'test' | 'replace'; readonly path: string; readonly value: string };

/** One placement of a declaration: the line `index` of an activity of a kind of data. */
export type Spot = { readonly asset: string; readonly activity: Activity; readonly index: number };

export const pointerOf = ({ asset, activity, index }: Spot): string => formatPointer(['data', asset, activity, index]);

/** The line at a spot, if there is one. */
export const lineAt = ({ data }: Declaration, { asset, activity, index }: Spot): Line | undefined =>
  data?.[asset]?.[activity]?.[index];

/** The lines that say the same as that at a spot: to an audit they are one placement. */
function twinsAt({ data }: Declaration, { asset, activity, index }: Spot): number[] {
  const lines = data?.[asset]?.[activity] ?? [];
  const said = canonical(lines[index] ?? {});
  return lines.flatMap((line, at) => (canonical(line) === said ? [at] : []));
}

/** The declaration with another place at a spot; everything else of the line stays. */
export function moved(declaration: Declaration, spot: Spot, to: string): Declaration {
  const { asset, activity } = spot;
  const before = declaration.data?.[asset];
  const lines = before?.[activity];
  if (before === undefined || lines === undefined) return declaration;
  const twins = twinsAt(declaration, spot);
  const after = lines.map((line, at) => (twins.includes(at) ? { ...line, at: to } : line));
  return { ...declaration, data: { ...declaration.data, [asset]: { ...before, [activity]: after } } };
}

/** The steps that put another place at a spot of a declaration as it was written: `store: SG`, or `store: { at: SG }`. */
export const stepsTo = (raw: unknown, declaration: Declaration, spot: Spot, from: string, to: string): Step[] =>
  twinsAt(declaration, spot).flatMap((index) => {
    const path = formatPointer(writtenPath(raw, ['data', spot.asset, spot.activity, index, 'at']));
    return [
      { op: 'test', path, value: from },
      { op: 'replace', path, value: to },
    ];
  });

const spotPattern = /^\/data\/([^/]+)\/([^/]+)\/(\d+)$/;

/** The spot that a pointer of a finding names, if it names a placement. */
export function spotOf(pointer: string, activities: readonly Activity[]): Spot | undefined {
  const [, , index = ''] = spotPattern.exec(pointer)?.slice(1) ?? [];
  const [, asset = '', named = ''] = parsePointer(pointer);
  const activity = activities.find((one) => one === named);
  return index === '' || activity === undefined ? undefined : { asset, activity, index: Number(index) };
}
