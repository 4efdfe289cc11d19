import type { Pack } from '../../shared/policy/pack.ts';
import type { RegistryIndex } from '../../shared/registry/lookup.ts';

/**
 * Something that lint has to say about a place of a pack. A remark is for a person to look at and may stay; a problem
 * is wrong.
 */
export type Remark = { readonly pointer: string; readonly message: string; readonly level: 'problem' | 'remark' };

export const problem = (pointer: string, message: string): Remark => ({ pointer, message, level: 'problem' });
export const remark = (pointer: string, message: string): Remark => ({ pointer, message, level: 'remark' });

/** What a pack is looked at beside: the packs of the release and its registry. */
export type Surroundings = { readonly packs: readonly Pack[]; readonly registry: RegistryIndex };

/** One kind of look at a pack that loads. */
export type Look = (pack: Pack, beside: Surroundings) => Remark[];
