/** Times of answers, in milliseconds, with what was answered. */
export type Latencies = {
  readonly add: (kind: string, status: number, milliseconds: number) => void;
  readonly of: (kind?: string) => Summary;
  /** How often something else than 2xx was answered, by kind and status. */
  readonly refused: () => Readonly<Record<string, number>>;
};
/** `middle`: half took no longer. `late`: 99 of 100 took no longer. */
export type Summary = { readonly count: number; readonly middle: number; readonly late: number; readonly most: number };

export function makeLatencies(): Latencies {
  const times = new Map<string, number[]>();
  const refused: Record<string, number> = {};
  return {
    add: (kind, status, milliseconds) => {
      const held = times.get(kind) ?? [];
      held.push(milliseconds);
      times.set(kind, held);
      if (status >= 200 && status < 300) return;
      const name = `${kind} ${status}`;
      refused[name] = (refused[name] ?? 0) + 1;
    },
    of: (kind) => summaryOf(kind === undefined ? [...times.values()].flat() : (times.get(kind) ?? [])),
    refused: () => refused,
  };
}

function summaryOf(times: readonly number[]): Summary {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, middle: at(0.5), late: at(0.99), most: at(1) };
}
