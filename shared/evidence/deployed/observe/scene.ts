import type { RegistryIndex } from '../../../registry/lookup.ts';
import type { Resource } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Found, Provider } from './found.ts';
import type { Neighbours } from './neighbours.ts';
import type { Spotted } from './walk.ts';

/** One row held against one resource, with all that may help to find a place. */
export type Scene = {
  readonly sink: Sink;
  readonly resource: Resource;
  readonly own: Found;
  readonly provider: Provider;
  readonly registry: RegistryIndex;
  readonly neighbours: Neighbours;
};

/** A place, and where in the value it was found when that is not the value itself. */
export type Seen = Found & { readonly steps?: readonly (string | number)[] };

/** Finds the places that a value means. None: the value sends data nowhere. */
export type Derive = (spotted: Spotted, scene: Scene) => readonly Seen[];
