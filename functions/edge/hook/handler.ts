import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { NivasError } from '../../../shared/error.ts';
import { todayInIndia } from '../../../shared/operations/today.ts';
import { type Rulebook, releaseRulebook } from '../../../shared/policy/release.ts';
import { type Log, traced } from '../log.ts';
import { type Judged, judge } from './judge.ts';
import { cut, headline, problemsIn } from './message.ts';
import { type Answer, Request } from './request.ts';
import { templateIn } from './template.ts';

/** What a hook was made with, and what it touches. */
export type HookPorts = {
  /** As JSON, with its terms filled in. */
  readonly declaration: () => string;
  /** Where this runs, and so where the stack is deployed. */
  readonly region: string | undefined;
  readonly allowUnknown: boolean;
  readonly now: () => Date;
  readonly fetch: typeof fetch;
  readonly log: Log;
};

export type HookHandler = (event: unknown, context: Pick<Context, 'awsRequestId'>) => Promise<Answer>;

/**
 * Lets CloudFormation deploy what the command would let pass, and nothing else: a breach, what nobody can tell and
 * whatever is not understood are all `FAILED`, with the reason. It never throws.
 */
export function hookHandler(ports: HookPorts): HookHandler {
  let rulebook: Rulebook | undefined;
  const rules = () => {
    rulebook ??= releaseRulebook();
    return rulebook;
  };
  return async (event, { awsRequestId }) => {
    const said = await answered(event, ports, rules).catch((error: unknown): Said => {
      ports.log.error('failed', { request: awsRequestId, error: traced(error) });
      return { hookStatus: 'FAILED', errorCode: 'InternalFailure', message: reasonOf(error, awsRequestId) };
    });
    const { clientRequestToken, stackId } = namesIn(event);
    const { hookStatus, errorCode, message } = said;
    ports.log.info('answered', { request: awsRequestId, stack: stackId, status: hookStatus, code: errorCode });
    return { ...said, message: cut(`Nivas: ${message}`), clientRequestToken };
  };
}

type Said = Omit<Answer, 'clientRequestToken'>;

async function answered(event: unknown, ports: HookPorts, rules: () => Rulebook): Promise<Said> {
  const parsed = Request.safeParse(event);
  if (!parsed.success) throw new NivasError('request_invalid', `the event is not as described: ${said(parsed.error)}`);
  if (parsed.data.actionInvocationPoint === 'DELETE_PRE_PROVISION')
    return { hookStatus: 'SUCCESS', message: 'what is removed is not judged' };
  const { region, allowUnknown } = ports;
  if (region === undefined) throw new NivasError('request_invalid', 'the function was not told its region');
  const template = await templateIn(parsed.data, ports.fetch);
  const { asWritten, asMayBe } = judge(template, {
    declaration: ports.declaration(),
    rulebook: rules(),
    region,
    account: parsed.data.awsAccountId,
    asOf: todayInIndia(ports.now()),
  });
  if (!passes(asWritten, allowUnknown)) return refusal(`${headline(asWritten)}\n${problemsIn(asWritten)}`);
  if (asMayBe !== undefined && !passes(asMayBe, allowUnknown)) return refusal(unsure(asWritten, asMayBe));
  const unknown = asWritten.audit.verdict === 'indeterminate' ? '\nWhat nobody can tell is allowed by this hook.' : '';
  return { hookStatus: 'SUCCESS', message: `${headline(asWritten)}${unknown}` };
}

/** As the command’s exit status has it: a breach is never allowed. */
const passes = ({ audit: { verdict } }: Judged, allowUnknown: boolean): boolean =>
  verdict === 'compliant' || verdict === 'not-applicable' || (verdict === 'indeterminate' && allowUnknown);

const refusal = (message: string): Said => ({ hookStatus: 'FAILED', errorCode: 'NonCompliant', message });

const unsure = (asWritten: Judged, asMayBe: Judged): string =>
  [
    `${headline(asWritten)}, with the defaults of its parameters`,
    'A hook is not told what they are given, and with other values this is not certain: list their `AllowedValues`.',
    problemsIn(asMayBe),
  ].join('\n');

const said = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `\`${path.join('/')}\`: ${message}`).join('; ');

/** Ours is told; of anything else only where to look, as a message may quote what was read. */
function reasonOf(error: unknown, request: string): string {
  const where = `(request ${request} in the function’s log)`;
  if (!(error instanceof NivasError)) return `not judged: something failed that nobody expected ${where}`;
  const issues = error.issues.slice(0, 8).map(({ pointer, message }) => `\n- ${message} (${pointer || '/'})`);
  return `not judged: ${error.message} ${where}${issues.join('')}`;
}

const Names = z.object({ clientRequestToken: z.string().catch(''), stackId: z.string().optional().catch(undefined) });

/** CloudFormation wants its token back, also of an event that is wrong elsewhere. */
const namesIn = (event: unknown) => Names.catch({ clientRequestToken: '' }).parse(event);
