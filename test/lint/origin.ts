import { outcomesOf } from './outcomes.ts';
import { type Look, problem } from './remark.ts';

/** Whether every rule says where it comes from, how sure that is, what would help, and what else knows it. */
export const originOf: Look = (pack) =>
  pack.rules.flatMap((rule, index) => {
    const at = `/rules/${index}`;
    const { confidence, source = pack.source, remedy, controls = {} } = rule;
    const { fails } = outcomesOf(pack, rule);
    return [
      ...(confidence === undefined
        ? [
            problem(
              at,
              'it does not say how its wording is known; write `confidence: V1`, `V2`, `VR`, `M` or `inferred`',
            ),
          ]
        : []),
      ...(source === undefined && pack.kind === 'law' && confidence !== 'M'
        ? [problem(at, 'neither it nor its pack has a `source`; write the address where the text can be read')]
        : []),
      ...(fails && remedy === undefined
        ? [problem(at, 'it can fail and has no `remedy`; write what the operator can do')]
        : []),
      ...(rule.for === 'placement' && Object.values(controls).flat().length === 0
        ? [problem(at, 'it is about places and names no control; write `controls: { finos-ccc: [CCC.Core.CN06] }`')]
        : []),
    ];
  });
