/** How much a service holds while nothing is asked of it. Bytes, and numbers of things. */
export type Level = {
  /** Of the service's heap, after collecting. */
  readonly heap: number;
  /** Resident, of the service and of its database. */
  readonly service: number;
  readonly database: number;
  readonly descriptors: number;
  readonly handles: number;
};

const megabyte = 1024 * 1024;

/**
 * What may come on top before it is called growth. The heap after collecting says most; what is resident also holds
 * what V8 and the allocator keep for later. The database may keep more pages as its file grows.
 */
export const bounds: Readonly<Record<keyof Level, { readonly share: number; readonly more: number }>> = {
  heap: { share: 0.1, more: 8 * megabyte },
  service: { share: 0.15, more: 48 * megabyte },
  database: { share: 0.15, more: 48 * megabyte },
  // Connections that are kept for later: the service's own to its stores are 50 at most.
  descriptors: { share: 0, more: 32 },
  handles: { share: 0, more: 32 },
};

/** What grew beyond its bound, in sentences; none: nothing did. */
export function growth(first: Level, last: Level): string[] {
  const names = ['heap', 'service', 'database', 'descriptors', 'handles'] as const;
  return names.flatMap((name) => {
    const allowed = first[name] * (1 + bounds[name].share) + bounds[name].more;
    return last[name] <= allowed
      ? []
      : [`${name} grew from ${first[name]} to ${last[name]}, beyond ${Math.round(allowed)}`];
  });
}
