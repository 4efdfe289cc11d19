import * as z from 'zod';
import { type BodyKind, bodies, mediaTypes } from './body.ts';
import { refTo } from './components.ts';
import {
  type AnswerExamples,
  declarationExample,
  offerExample,
  type Place,
  parameterExample,
  registrationExample,
} from './examples.ts';
import { conditional } from './parameters.ts';
import { responsesOf } from './responses.ts';
import type { Route, Scope } from './route.ts';

/** A route as an OpenAPI operation. */
export function operation(route: Route, examples: AnswerExamples): object {
  const { name, summary, scope, stability, perSecond, deprecated } = route;
  const parameters = [
    ...parametersOf(route, 'path', route.params, examples),
    ...parametersOf(route, 'query', route.query, examples),
    ...parametersOf(route, 'header', route.headers, examples),
    ...(route.method === 'GET' ? parametersOf(route, 'header', conditional, examples) : []),
  ];
  return {
    operationId: name,
    summary,
    description: [forWhom[scope ?? 'public'], ...ending(route)].join(' '),
    tags: [scope ?? 'public'],
    'x-stability': stability,
    'x-per-second': perSecond,
    ...(deprecated && { deprecated: true }),
    security: scope === null ? [] : [{ token: [`nivas/${scope}`] }],
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route),
    responses: responsesOf(route, examples),
  };
}

const forWhom: Readonly<Record<Scope | 'public', string>> = {
  public: 'For everybody, without a token.',
  check: 'For a tenant’s token with the scope `nivas/check`.',
  declare: 'For a tenant’s token with the scope `nivas/declare`.',
  read:
    'For a token with the scope `nivas/read`: a tenant’s, for its own records, or a regulator’s, for those that packs ' +
    'of its issuers judged. What it does not reach is absent.',
};

const ending = ({ deprecated }: Route) =>
  deprecated
    ? [`Deprecated since ${deprecated.since}, may be gone from ${deprecated.sunset}: see ${deprecated.see}.`]
    : [];

function parametersOf(route: Route, place: Place, schema: z.ZodObject, examples: AnswerExamples): object[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { $schema: _, description, ...plain } = z.toJSONSchema(z.looseObject({ field }).shape.field, { io: 'input' });
    const required = !field.safeParse(undefined).success;
    const example = parameterExample(route.name, place, name, examples);
    return { name, in: place, required, description, schema: plain, ...(example !== undefined && { example }) };
  });
}

const declaration = { schema: refTo('Declaration'), example: declarationExample };
const sent = {
  registration: { schema: refTo('Registration'), example: registrationExample },
  offer: { schema: refTo('Offer'), example: offerExample },
  declaration,
  check: declaration,
} as const satisfies Record<BodyKind, object>;

function bodyOf({ body }: Route): object {
  if (body === null) return {};
  const { schema, example } = sent[body];
  const { most } = bodies[body];
  const types = Object.keys(most).flatMap((format) =>
    format === 'json' || format === 'yaml' ? mediaTypes[format] : [],
  );
  const sizes = Object.entries(most).map(
    ([format, bytes]) => `${bytes.toLocaleString('en')} bytes of ${format.toUpperCase()}`,
  );
  return {
    requestBody: {
      required: true,
      description: `In UTF-8, at most ${sizes.join(' or ')}; may be sent with \`Content-Encoding: gzip\`.`,
      content: Object.fromEntries(types.map((type) => [type, { schema, example }])),
    },
  };
}
