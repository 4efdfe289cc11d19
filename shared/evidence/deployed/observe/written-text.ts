import { Joined, type Value } from '../resource.ts';

/** Stands for the parts of a text that are only known later; it can be part of a host or of an ARN. */
const gap = 'zz-later-zz';

/** A text as far as it is known: `arn:aws:sqs:ap-south-1:`, then a gap for the account, then `:orders`. */
export function writtenText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (!(value instanceof Joined)) return undefined;
  return value.parts.map((part) => (typeof part === 'string' ? part : gap)).join('');
}

/** Whether a part of such a text is not known: `https://…`, whose host is a gap. */
export const hasGap = (text: string): boolean => text.includes(gap);

/** Whether nothing of a text is known. */
export const isGap = (text: string): boolean => text === gap;

/** What is known of a text that ends in a gap, as a zone may. */
export const beforeGap = (text: string): string | undefined =>
  text.endsWith(gap) && text.indexOf(gap) === text.length - gap.length ? text.slice(0, -gap.length) : undefined;

/** For people. */
export const shownText = (text: string): string => text.replaceAll(gap, '…');
