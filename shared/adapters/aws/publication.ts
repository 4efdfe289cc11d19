import { NivasError } from '../../error.ts';
import {
  areSame,
  type Digests,
  lastPublication,
  pointerKey,
  pointerRow,
  publicationRow,
  readPointer,
  type Table,
} from './catalogue-rows.ts';
import { create, type Sender, transact, update } from './transaction.ts';

export type Publisher = Table & Sender & { readonly now: () => Date };

/**
 * Makes two documents current and gives the number of that publication; gives the present number, and writes nothing,
 * where they are current already. `prepare` sees to it that they lie in the bucket.
 *
 * Safe to repeat after a lost answer. Rejects with `busy` when somebody published something else meanwhile.
 */
export async function makeCurrent(
  where: Publisher,
  digests: Digests,
  prepare: () => Promise<unknown>,
): Promise<number> {
  const old = await readPointer(where);
  if (old && areSame(old, digests)) return old.n;
  await prepare();
  const n = (old?.n ?? 0) + 1;
  const pointer = old
    ? update(where.table, pointerKey, { n, registry: digests.registry, policy: digests.policy }, { n: old.n })
    : create(where.table, pointerRow(n, digests));
  const history = create(where.table, publicationRow(n, await nextInstant(where), digests));
  if ((await transact(where, [pointer, history])) === 'done') return n;
  // Ours, sent again long after a lost answer, or somebody else's of the same documents: either way they are current.
  const found = await readPointer(where);
  if (found && areSame(found, digests)) return found.n;
  throw new NivasError('busy', 'another catalogue was published at the same time');
}

/** Now, but never before what it follows: the clocks of two machines differ, and history is read by time. */
async function nextInstant(where: Publisher): Promise<string> {
  const last = await lastPublication(where);
  const now = where.now().toISOString();
  return last !== undefined && last.at > now ? last.at : now;
}
