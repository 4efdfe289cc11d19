import * as z from 'zod';
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

export type SinkTable = {
  readonly rows: readonly Sink[];
  readonly of: (platform: Platform, type: string) => SinksOfType;
};

/** A table made ready for questions; what was asked of a type is remembered. */
export function indexSinks(rows: readonly Sink[]): SinkTable {
  const exact = Map.groupBy(
    rows.filter(({ type }) => !type.endsWith('*')),
    ({ platform, type }) => `${platform} ${type}`,
  );
  const families = rows.filter(({ type }) => type.endsWith('*') && type !== '*');
  const every = Map.groupBy(
    rows.filter(({ type }) => type === '*'),
    ({ platform }) => platform,
  );
  const asked = new Map<string, SinksOfType>();
  const find = (platform: Platform, type: string): SinksOfType => {
    const named = type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type;
    const own = exact.get(`${platform} ${named}`) ?? [];
    const family = families.filter((one) => one.platform === platform && named.startsWith(one.type.slice(0, -1)));
    // a row for the resource as a whole says where it is, or that it is nowhere
    const placed = [...own, ...family].some(({ path, derive }) => path === '(self)' && /^R[17]$/.test(derive));
    return {
      known: own.length + family.length > 0,
      sinks: [...own, ...family],
      general: placed ? [] : (every.get(platform) ?? []),
    };
  };
  return {
    rows,
    of: (platform, type) => {
      const key = `${platform} ${type}`;
      const found = asked.get(key) ?? find(platform, type);
      asked.set(key, found);
      return found;
    },
  };
}

let table: SinkTable | undefined;

/** The table of this release; read on first use. */
export function releasedSinks(): SinkTable {
  table ??= indexSinks(z.array(Sink).parse(rows));
  return table;
}
