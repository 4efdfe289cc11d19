import { NivasError } from '../../error.ts';
import { isMap } from './cloudformation/raw.ts';

/** Evidence by key that is not written in the declaration, as a service would take it beside it. */
export type Shown = Readonly<Record<string, unknown>>;

/** The declaration with evidence from elsewhere. One key for two pieces would hide one of them. */
export function withShown(raw: unknown, shown: Shown): unknown {
  if (Object.keys(shown).length === 0 || !isMap(raw)) return raw;
  const own = isMap(raw.evidence) ? raw.evidence : {};
  const twice = Object.keys(shown).find((key) => Object.hasOwn(own, key));
  if (twice === undefined) return { ...raw, evidence: { ...own, ...shown } };
  throw new NivasError('request_invalid', `the declaration has evidence \`${twice}\` of its own: give one of the two`);
}
