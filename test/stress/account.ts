import type { Deployment } from '../../shared/evidence/deployed/resource.ts';
import { deploysNothing, providerName } from '../../shared/evidence/deployed/terraform/provider.ts';
import type { WrittenResource } from './written-resources.ts';

/** What became of each resource that a file holds. */
export type Account = {
  readonly observed: number;
  /** A sentence says why it, or the whole file, was not read. */
  readonly unread: number;
  /** Its condition is false by the defaults, or its provider deploys nothing anywhere. */
  readonly explained: number;
  /** Nobody says anything of it. */
  readonly dropped: readonly string[];
};

/** Holds what was read of a file against what stands in it. */
export function account(written: readonly WrittenResource[], { resources, unread }: Deployment): Account {
  const addresses = new Set(resources.map(({ address }) => address));
  const pointers = resources.map(({ at }) => at.pointer);
  const seen = ({ kind, name }: WrittenResource) =>
    kind === 'plan' ? addresses.has(name) : pointers.some((pointer) => isWithin(pointer, name));
  const told = ({ kind, name, provider }: WrittenResource) =>
    unread.some(({ pointer, because }) =>
      kind === 'plan'
        ? because.includes(`\`${name}\``) || (provider !== '' && because.includes(`\`${provider}\``))
        : isWithin(pointer, name),
    ) ||
    (resources.length === 0 && unread.some(({ pointer }) => pointer === ''));
  const idle = ({ kind, conditional = false, provider = '' }: WrittenResource) =>
    kind === 'plan' ? deploysNothing.has(providerName(provider)) : conditional;

  const missing = written.filter((one) => !seen(one));
  const untold = missing.filter((one) => !told(one));
  const dropped = untold.filter((one) => !idle(one)).map(({ name }) => name);
  return {
    observed: written.length - missing.length,
    unread: missing.length - untold.length,
    explained: untold.length - dropped.length,
    dropped,
  };
}

const isWithin = (pointer: string, name: string) => pointer === name || pointer.startsWith(`${name}/`);
