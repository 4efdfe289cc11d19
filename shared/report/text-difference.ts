import type { Difference } from '../policy/difference/difference.ts';
import { type Paragraph, printed } from './lines.ts';
import { counted } from './words.ts';

/** Differences between two versions of packs for a terminal: a line for each, and what was said and is said now. */
export function differenceText(names: readonly [string, string], all: readonly Difference[]): string {
  const [from, to] = names;
  if (all.length === 0) return printed([{ text: `nothing differs between ${from} and ${to}` }]);
  const groups = [...Map.groupBy(all, ({ kind, name }) => (kind === 'pack' ? '' : `${kind} ${name}`))];
  return printed([
    { text: `from ${from} to ${to}: ${counted(all.length, 'difference')}` },
    ...groups.flatMap(([part, own]) => [
      { text: '' },
      ...(part === '' ? [] : [{ text: part }]),
      ...own.flatMap((one) => told(one, part === '' ? 0 : 2)),
    ]),
  ]);
}

function told(one: Difference, indent: number): Paragraph[] {
  if (one.change !== 'changed') return [{ text: `${one.change}: ${one.title}`, indent }];
  return [
    { text: one.aspect, indent },
    { text: one.was ?? '(nothing)', lead: 'was: ', indent: indent + 2 },
    { text: one.is ?? '(nothing)', lead: 'is:  ', indent: indent + 2 },
  ];
}
