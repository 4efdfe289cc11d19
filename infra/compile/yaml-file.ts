import { relative } from 'node:path';
import { readPackText } from '../../shared/adapters/local/pack-text.ts';
import type { Position, Source } from '../../shared/declaration/source.ts';
import { sourceOf } from '../../shared/policy/read.ts';

/** The value of a YAML file that anybody may have written, and where its parts stand. Throws `pack_invalid`. */
export const readSource = async (file: string): Promise<Source> => sourceOf(await readPackText(file));

/** `packs/x.yaml:12:5`, of a file as seen from here. */
export const placeOf = (file: string, { line = 1, column = 1 }: Partial<Position>): string =>
  `${relative('', file) || file}:${line}:${column}`;
