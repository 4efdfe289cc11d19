import type { ErrorCode } from '../error.ts';
import { type Answer, answers } from './answer.ts';
import { nameOf, refTo } from './components.ts';
import type { AnswerExamples } from './examples.ts';
import { type GatewayStatus, gatewayAnswers } from './gateway.ts';
import { problems } from './problem.ts';
import { gatewayStatuses, problemCodes } from './refusals.ts';
import { headerRefs, headersOfAny } from './response-headers.ts';
import type { Route } from './route.ts';

/** Everything a route may answer, by status, as OpenAPI has it. */
export const responsesOf = (route: Route, examples: AnswerExamples): object => ({
  ...answered(route, answers[route.answer], examples),
  ...(route.method === 'GET' && unchanged(route)),
  ...refused(route),
});

function answered(route: Route, { status, mediaType, schema, says }: Answer, examples: AnswerExamples): object {
  const name = nameOf(schema);
  const example = Object.hasOwn(examples, route.answer) && {
    examples: { [route.answer]: { $ref: `#/components/examples/answer.${route.answer}` } },
  };
  const headers = headerRefs([
    ...headersOfAny(route),
    'content-encoding',
    ...(route.method === 'GET' ? (['etag'] as const) : []),
    ...(status === 201 ? (['idempotency-replayed'] as const) : []),
    ...('cursor' in route.query.shape ? (['link'] as const) : []),
  ]);
  const content = { [mediaType]: { schema: name ? refTo(name) : { type: 'string' }, ...example } };
  return { [status]: { description: says, headers, content } };
}

const unchanged = (route: Route) => ({
  304: {
    description: 'It is as `If-None-Match` says the caller has it. No body.',
    headers: headerRefs([
      ...headersOfAny(route),
      'etag',
      ...('cursor' in route.query.shape ? (['link'] as const) : []),
    ]),
  },
});

function refused(route: Route): object {
  const codes = Map.groupBy(problemCodes(route), (code) => problems[code].status);
  const gateway = gatewayStatuses(route);
  const statuses = [...new Set<number>([...codes.keys(), ...gateway])].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const theirs = gateway.find((each) => each === status);
      return [status, refusal(route, codes.get(status) ?? [], theirs)];
    }),
  );
}

function refusal(route: Route, codes: readonly ErrorCode[], gateway: GatewayStatus | undefined): object {
  const says = [
    ...codes.map((code) => `\`${code}\`: ${problems[code].title}.`),
    ...(gateway === undefined ? [] : ['API Gateway’s own, `{"message": …}`.']),
  ];
  const waits = codes.some((code) => problems[code].retryAfter !== undefined);
  const headers = headerRefs([
    ...headersOfAny(route),
    'content-encoding',
    ...(waits ? (['retry-after'] as const) : []),
  ]);
  return {
    description: says.join(' '),
    ...(codes.length > 0 && { headers }),
    content: {
      ...(codes.length > 0 && { 'application/problem+json': ours(codes) }),
      ...(gateway !== undefined && { 'application/json': theirs(gateway) }),
    },
  };
}

/** Which types a client must tell apart here, and one of each. */
const ours = (codes: readonly ErrorCode[]) => ({
  schema: {
    allOf: [refTo('Problem'), { properties: { type: { enum: codes.map((code) => `urn:nivas:error:${code}`) } } }],
  },
  examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/error.${code}` }])),
});

const theirs = (status: GatewayStatus) => ({
  schema: refTo('GatewayMessage'),
  example: { message: gatewayAnswers[status].message },
});
