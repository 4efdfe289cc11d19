import type { Activity } from '../declaration/activity.ts';
import type { LoadedPack } from '../policy/load.ts';
import type { Asset } from '../policy/subjects.ts';
import { anyOf, isUnknown, joined, type Tri, type Unknown, unknown, unsettled } from '../policy/unknown.ts';
import type { BoundPlacement } from './bind-asset.ts';
import type { Finding } from './finding.ts';
import { openIn } from './questions.ts';
import { selects } from './selection.ts';
import type { Subjects } from './subjects.ts';
import type { Unmapped } from './unmapped.ts';

/** What is unknown of the declaration as a whole, to a pack that applies. */
export function general(pack: LoadedPack, subjects: Subjects, unmapped: Unmapped): Finding[] {
  const aboutData = pack.written.rules.some(({ for: subject }) => subject === 'placement' || subject === 'asset');
  return [
    ...(aboutData && !subjects.closed.has('data')
      ? [remark(pack, 'data-complete', '/data', unknown('the data were not said to be complete', 'data'))]
      : []),
    ...expected(pack, subjects),
    ...(aboutData && unmapped.names.length > 0 ? [evidenceMapped(pack, unmapped)] : []),
    ...(aboutData && subjects.unshown ? [evidenceGiven(pack)] : []),
  ];
}

/** Where evidence is required, a declaration of nothing anywhere would else need none. */
const evidenceGiven = (pack: LoadedPack): Finding => ({
  ...remark(
    pack,
    'evidence-given',
    '/data',
    unsettled('evidence of what is deployed is required, and no configuration of it was given', 'evidence'),
  ),
  remedy:
    'Give what is deployed: a template, an assembly of the CDK or a plan (`--evidence`), or under `evidence` what was observed.',
});

const evidenceMapped = (pack: LoadedPack, { names, seen }: Unmapped): Finding => ({
  ...remark(
    pack,
    'evidence-mapped',
    '/data',
    unsettled(`evidence shows ${names.join(', ')}, and it was not said which data that holds`, 'evidence'),
  ),
  remedy: 'Say under `resources` which data they hold, by their addresses, or tag them `nivas:asset`.',
  seen: [...seen],
});

/**
 * Data that the pack expects is stored or processed somewhere, or that is a question: an empty declaration is never
 * compliant. Each kind of data that may be it is asked about, else what is missing.
 */
function expected(pack: LoadedPack, { assets }: Subjects): Finding[] {
  const { expects, title } = pack;
  if (expects === undefined) return [];
  const kept = assets.filter(({ answers }) =>
    (['store', 'process'] as const).some((activity) => (answers.get(activity)?.length ?? 0) > 0),
  );
  const found = kept.map((asset) => ({ asset, is: selects(expects, asset.it) }));
  if (found.some(({ is }) => is === true)) return [];
  const perhaps = found.flatMap(({ asset, is }) =>
    isUnknown(is) ? [remark(pack, 'data-expected', asset.subject, is)] : [],
  );
  if (perhaps.length > 0) return perhaps;
  const kinds = [...expects.category, ...expects.context].join(' or ');
  const why = `no ${kinds} data is stored or processed anywhere, and "${title}" expects some`;
  return [remark(pack, 'data-expected', '/data', unknown(why, 'expected'))];
}

/** Deployments that contradict the declaration of data this pack is about (law 7). */
export function contradictions(pack: LoadedPack, { assets }: Subjects): Finding[] {
  return assets.flatMap((asset) =>
    [...asset.answers].flatMap(([activity, placements]) => {
      const contradicting = placements.filter(({ placed }) => placed.contradicts !== undefined);
      const about = contradicting.length === 0 ? false : concerns(pack, asset.it, activity);
      return about === false ? [] : contradicting.map((placement) => contradiction(pack, placement, about));
    }),
  );
}

/** Whether any rule of the pack looks at this activity of this data. */
const concerns = (pack: LoadedPack, asset: Asset, activity: Activity): Tri =>
  anyOf(
    pack.written.rules.flatMap(({ data, activities }) =>
      data && activities?.includes(activity) ? [selects(data, asset)] : [],
    ),
  );

/** Data that may not be this pack's: to say less of it must not fail it (law 2), so then it is unknown. */
function contradiction(pack: LoadedPack, { subject, at, it, placed }: BoundPlacement, about: Tri): Finding {
  const why = unsettled(placed.contradicts ?? '', 'evidence');
  return {
    ...remark(pack, 'contradicts', subject, isUnknown(about) ? joined(why, about) : why),
    outcome: isUnknown(about) ? 'unknown' : 'fail',
    claim: 'What is deployed is what was declared.',
    remedy: 'Declare this placement, or remove what is deployed there.',
    basis: 'observed',
    at,
    place: String(it.place),
    ...(placed.seen.length === 0 ? {} : { seen: [...placed.seen] }),
  };
}

/** A finding of the engine itself: a question that no rule of the pack asks. */
export function remark(pack: LoadedPack, rule: string, subject: string, why: Unknown): Finding {
  const claims: Readonly<Record<string, string>> = {
    'applies-to': `Whether this applies is known: it is for ${pack.scope}.`,
    'data-complete': 'All data is declared.',
    'data-expected': 'Data of the kind that this is about is declared.',
    'evidence-given': 'What is deployed is shown.',
    'evidence-mapped': 'It is known which data each deployed resource holds.',
  };
  return {
    outcome: 'unknown',
    rule,
    because: why.gaps.map(({ because }) => because).join('; '),
    ...openIn(why.gaps, pack),
    claim: claims[rule] ?? '',
    clause: pack.title,
    basis: 'declared',
    subject,
    at: subject,
  };
}
