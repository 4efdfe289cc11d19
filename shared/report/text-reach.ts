import type { PackResult } from '../audit/finding.ts';
import { byReach } from './groups.ts';
import type { Paragraph } from './lines.ts';
import { blank } from './text-pack.ts';
import { elsewhereTitle, listed, openTitle } from './words.ts';

const forOthers = 'does not apply: it is for ';

/** Packs of which it is open whether they apply, by why that is open: there may be dozens. */
export function openParagraphs(packs: readonly PackResult[]): Paragraph[] {
  const { open } = byReach(packs);
  if (open.length === 0) return [];
  const reasons = Map.groupBy(open, ({ findings }) => findings[0]?.because ?? '');
  return [
    blank,
    { text: openTitle, style: 'bold' },
    ...[...reasons].map(([because, all]) => ({ text: `${ids(all)}: ${because}`, indent: 2, lead: '? ' })),
  ];
}

/** Packs that do not apply: those that are for others by name, and why not, where that says more. */
export function elsewhereParagraphs(packs: readonly PackResult[]): Paragraph[] {
  const { elsewhere } = byReach(packs);
  if (elsewhere.length === 0) return [];
  const others = elsewhere.filter(({ why }) => why.startsWith(forOthers));
  const reasons = Map.groupBy(
    elsewhere.filter((pack) => !others.includes(pack)),
    ({ why }) => why,
  );
  return [
    blank,
    { text: elsewhereTitle, style: 'bold' },
    ...[...reasons].map(([why, all]) => ({
      text: `${ids(all)}: ${why.replace(/^does not apply: /, '')}`,
      indent: 2,
      lead: '– ',
    })),
    ...(others.length === 0
      ? []
      : [{ text: `${ids(others)}: for others than this operator says it is`, indent: 2, lead: '– ' }]),
  ];
}

const ids = (packs: readonly PackResult[]) => listed(packs.map(({ pack }) => pack));
