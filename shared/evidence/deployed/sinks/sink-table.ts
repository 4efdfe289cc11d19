import type { Platform } from '../resource.ts';
import { Sink } from './sink.ts';
import rows from './sinks.json' with { type: 'json' };

/** The steps of a path, without the marks of lists: a walk goes through every list it meets. */
export const stepsOf = (path: string): readonly string[] => path.replaceAll('[]', '').split('.');

/** The rows that concern a type. */
export type SinksOfType = {
  /** Whether a row names the type or its family, and not only the rule for every type. */
  readonly known: boolean;
  readonly sinks: readonly Sink[];
  /** The rule for every type: it holds where no other row said where the resource is. */
  readonly general: readonly Sink[];
};

export type SinkTable = { readonly of: (platform: Platform, type: string) => SinksOfType };

/** A row as it is committed: it is read when its type is first asked for, as a deployment has few of all types. */
type Row = { readonly platform: string; readonly type: string };

/** Types are the words of whoever wrote a template: what is remembered of them has a bound. */
const remembered = 5_000;

/** A table made ready for questions. */
export function indexSinks(rows: readonly Row[]): SinkTable {
  const byType = Map.groupBy(rows, ({ platform, type }) => `${platform} ${type}`);
  const families = rows.filter(({ type }) => type.endsWith('*') && type !== '*');
  const read = new Map<readonly Row[], readonly Sink[]>();
  const sinksOf = (some: readonly Row[]): readonly Sink[] => {
    const sinks = read.get(some) ?? some.map((row) => Sink.parse(row));
    read.set(some, sinks);
    return sinks;
  };
  const named = (platform: Platform, type: string) => sinksOf(byType.get(`${platform} ${type}`) ?? none);
  const find = (platform: Platform, written: string): SinksOfType => {
    const custom = written.startsWith('Custom::');
    const type = custom ? 'AWS::CloudFormation::CustomResource' : written;
    const family = families.filter((one) => one.platform === platform && type.startsWith(one.type.slice(0, -1)));
    const all = [
      ...(custom ? named(platform, written) : []),
      ...named(platform, type),
      ...family.flatMap((one) => named(platform, one.type)),
    ];
    const sinks = all.filter((one) => one.type !== '*');
    // a row for the resource as a whole says where it is, or that it is nowhere
    const placed = sinks.some(({ path, derive }) => path === '(self)' && /^R[17]$/.test(derive));
    return { known: sinks.length > 0, sinks, general: placed ? [] : named(platform, '*') };
  };
  const asked = new Map<string, SinksOfType>();
  return {
    of: (platform, type) => {
      const key = `${platform} ${type}`;
      const found = asked.get(key) ?? find(platform, type);
      if (asked.size >= remembered) asked.clear();
      asked.set(key, found);
      return found;
    },
  };
}

const none: readonly Row[] = [];

let table: SinkTable | undefined;

/** The table of this release. */
export function releasedSinks(): SinkTable {
  table ??= indexSinks(rows);
  return table;
}
