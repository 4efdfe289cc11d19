import type { ASTNode } from '@marcbachmann/cel-js';
import { suggestion } from '../../shared/declaration/near-name.ts';
import { syntaxOf } from '../../shared/policy/expressions.ts';
import { childrenOf } from '../../shared/policy/lint.ts';
import { conditionsOf } from '../../shared/policy/pack-texts.ts';
import { type Look, problem, remark } from './remark.ts';

/**
 * Lists of an authority that a pack asks and the registry does not have. It loads, since the keeper may add one on any
 * day; until then every answer is unknown. A name near to one that is there is a slip.
 */
export const tablesOf: Look = (pack, { registry: { registry } }) =>
  conditionsOf(pack).flatMap(({ pointer, speaker, text }) =>
    tablesIn(syntaxOf(pack, speaker, text))
      .filter((table) => !Object.hasOwn(registry.tables, table))
      .map((table) => {
        const near = suggestion(table, Object.keys(registry.tables));
        return near === ''
          ? remark(pointer, `the list \`${table}\` is not in the registry, so that every answer is unknown`)
          : problem(pointer, `no list \`${table}\` is in the registry${near}`);
      }),
  );

function tablesIn(node: ASTNode): string[] {
  const inner = childrenOf(node).flatMap(tablesIn);
  if (node.op !== 'rcall' || node.args[0] !== 'inTable') return inner;
  const [table] = node.args[2];
  return [...inner, ...(table?.op === 'value' && typeof table.args === 'string' ? [table.args] : [])];
}
