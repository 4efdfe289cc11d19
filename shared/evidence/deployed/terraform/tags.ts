import { Later } from '../resource.ts';
import { isJson, listOf, member, textOf } from './json.ts';
import type { Properties } from './value.ts';

/** Where the providers keep tags and labels; those that stand further on are the ones that win. */
const places = ['labels', 'user_labels', 'resource_labels', 'effective_labels', 'tags', 'tags_all'];

/**
 * Tags and labels that are known: what its provider gives everything it makes, and its own over it. What is unknown or
 * sensitive among them is left out, as is the rest of a map of which only a part is known.
 */
export function tagsOf(properties: Properties, defaults: unknown): { readonly [key: string]: string } {
  const maps = [defaults, listed(properties.tag), ...places.map((name) => properties[name])];
  return Object.fromEntries(
    maps.flatMap((map) =>
      Object.entries(isJson(map) && !(map instanceof Later) ? map : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  );
}

/** Auto scaling groups write `tag { key = … value = … }`. */
const listed = (blocks: unknown) =>
  Object.fromEntries(
    listOf(blocks).flatMap((block) => {
      const key = textOf(member(block, 'key'));
      return key === undefined ? [] : [[key, member(block, 'value')]];
    }),
  );
