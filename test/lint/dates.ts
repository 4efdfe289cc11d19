import type { Pack, Rule } from '../../shared/policy/pack.ts';
import { type Look, problem, type Remark, remark } from './remark.ts';

/** Whether versions and suspensions are spans of time, one after another, and every version has rules. */
export const datesOf: Look = (pack) => [
  ...pack.versions.flatMap((version, index) => [
    ...backwards(version, `/versions/${index}`),
    ...(version.status === 'superseded' && version.to === 'open'
      ? [problem(`/versions/${index}`, 'it is superseded and in force for ever; write the last day as `to`')]
      : []),
    ...(pack.rules.some(({ versions }) => versions?.includes(version.id) ?? true)
      ? []
      : [
          problem(
            `/versions/${index}`,
            `no rule is of version \`${version.id}\`; name it in the \`versions\` of a rule`,
          ),
        ]),
  ]),
  ...gaps(pack),
  ...pack.rules.flatMap(suspensions),
];

type Span = { readonly from: string; readonly to: string };

const backwards = ({ from, to }: Span, pointer: string): Remark[] =>
  to !== 'open' && to < from ? [problem(pointer, `it ends on ${to}, before it begins on ${from}`)] : [];

const inOrder = <T extends Span>(spans: readonly T[]) => spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** A law may really have been silent for a while: only its author can tell. */
function gaps({ versions }: Pack): Remark[] {
  const dated = inOrder(versions.filter(({ status }) => status !== 'proposed'));
  return dated.flatMap(({ to, id }, index) => {
    const next = dated[index + 1];
    if (next === undefined || to === 'open' || dayAfter(to) >= next.from) return [];
    const days = `${dayAfter(to)} to before ${next.from}`;
    return [remark('/versions', `between \`${id}\` and \`${next.id}\`, from ${days}, no version is in force`)];
  });
}

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function suspensions({ suspended = [] }: Rule, index: number): Remark[] {
  const sorted = inOrder(suspended);
  return [
    ...suspended.flatMap((span, at) => backwards(span, `/rules/${index}/suspended/${at}`)),
    ...sorted.flatMap(({ to }, at) => {
      const next = sorted[at + 1];
      return next !== undefined && (to === 'open' || to >= next.from)
        ? [problem(`/rules/${index}/suspended`, `it is suspended twice on ${next.from}; write one span`)]
        : [];
    }),
  ];
}
