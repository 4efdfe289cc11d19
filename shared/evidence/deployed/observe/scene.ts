import type { RegistryIndex } from '../../../registry/lookup.ts';
import type { Later, Resource } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Found, Provider } from './found.ts';
import type { Neighbours } from './neighbours.ts';
import { type Spotted, texts } from './walk.ts';

/** One row held against one resource, with all that may help to find a place. */
export type Scene = {
  readonly sink: Sink;
  readonly resource: Resource;
  readonly own: Found;
  readonly provider: Provider;
  readonly registry: RegistryIndex;
  readonly neighbours: Neighbours;
};

/** A place, where in the value it was found when that is not the value itself, and why it may be another. */
export type Seen = Found & { readonly steps?: readonly (string | number)[]; readonly doubt?: string };

/** Finds the places that a value means. None: the value sends data nowhere. */
export type Derive = (spotted: Spotted, scene: Scene) => readonly Seen[];

/** What every text in a value means: many properties are an id, a list of them, or a block with ids in it. */
export const perText = (spotted: Spotted, find: (value: string | Later) => readonly Found[]): Seen[] =>
  texts(spotted).found.flatMap(({ value, steps, doubt }) =>
    find(value).map((one) => ({ ...one, steps, ...(doubt === undefined ? {} : { doubt }) })),
  );
