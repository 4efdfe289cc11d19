import { periodText } from '../declaration/fact.ts';
import { type Unknown, unsettled } from './unknown.ts';

const day = 86_400_000;

/**
 * An ISO 8601 period, or `never`, which is longer than every other.
 *
 * A month has no fixed length, so a comparison that depends on the calendar is unknown: P24M against P730D.
 */
export class Period {
  readonly text: string;
  readonly months: number;
  readonly milliseconds: number;

  /** Throws RangeError for text that is not a period. */
  constructor(text: string) {
    if (text !== 'never' && !periodText.test(text)) throw new RangeError(`\`${text}\` is not an ISO 8601 period`);
    this.text = text;
    const [years, months, weeks, days, hours, minutes, seconds] = numbersIn(text);
    this.months = years * 12 + months;
    this.milliseconds =
      text === 'never'
        ? Number.POSITIVE_INFINITY
        : (weeks * 7 + days) * day + (hours * 3600 + minutes * 60 + seconds) * 1000;
  }

  /** Negative, zero or positive as this is shorter than, as long as or longer than the other. */
  compare(other: Period): number | Unknown {
    if (this.milliseconds === other.milliseconds) return this.months - other.months;
    const months = this.months - other.months;
    const rest = this.milliseconds - other.milliseconds;
    if (months === 0 || !Number.isFinite(rest)) return rest;
    const { least, most } = lengthOf(Math.abs(months));
    const [low, high] = months > 0 ? [least + rest, most + rest] : [-most + rest, -least + rest];
    if (low > 0) return 1;
    if (high < 0) return -1;
    return unsettled(`${this.text} and ${other.text} cannot be compared without a calendar`, 'law');
  }

  /** The date that lies this long before. `never` lies before every date. */
  before(date: Date): Date {
    if (!Number.isFinite(this.milliseconds)) return new Date(-8.64e15);
    const earlier = new Date(date);
    earlier.setUTCMonth(earlier.getUTCMonth() - this.months);
    // 31 August less six months is the end of February, not the third of March
    if (earlier.getUTCDate() !== date.getUTCDate()) earlier.setUTCDate(0);
    return new Date(earlier.getTime() - this.milliseconds);
  }

  toString(): string {
    return this.text;
  }
}

/**
 * The shortest and the longest that so many months can be, in milliseconds: six are at least 181 days. Over the four
 * years from a leap year; a century without one (2100) may take a day away.
 */
function lengthOf(months: number): { least: number; most: number } {
  const lengths = Array.from(
    { length: 48 },
    (_, start) => Date.UTC(2000, start + months, 1) - Date.UTC(2000, start, 1),
  );
  return { least: Math.min(...lengths) - (months < 48 ? 0 : day), most: Math.max(...lengths) };
}

const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function numbersIn(text: string): [number, number, number, number, number, number, number] {
  const [, ...found] = parts.exec(text) ?? [];
  const at = (index: number) => Number(found[index] ?? 0);
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6)];
}

/** A calendar date at midnight. Throws RangeError for a date that does not exist, such as 2026-02-30. */
export function parseDate(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(text.slice(8)))
    throw new RangeError(`\`${text}\` is not a date`);
  return date;
}
