import * as z from 'zod';
import { visible } from '../../../shared/report/lines.ts';

/** As Node, the SDK and we throw them. The SDK says `UnknownError` where an answer had no message. */
const Failure = z.object({
  name: z.string().catch('Error'),
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  cause: z.unknown().optional(),
});

/** Why something failed, for a sentence: `fetch failed (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1)`. */
export function whyOf(error: unknown): string {
  const { data } = Failure.safeParse(error);
  if (data === undefined) return visible(String(error));
  const { name, code, message, cause } = data;
  const called = ['Error', 'TypeError', 'NivasError'].includes(name) ? [] : [name];
  const said = [...called, message === 'UnknownError' ? '' : message].filter((part) => part !== '').join(': ');
  const text = visible((said || code) ?? name).slice(0, 300);
  return cause === undefined ? text : `${text} (${whyOf(cause)})`;
}
