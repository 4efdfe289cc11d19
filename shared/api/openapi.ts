import * as z from 'zod';
import type { FactSpecs } from '../declaration/fact.ts';
import type { ErrorCode } from '../error.ts';
import { type Answer, answers } from './answer.ts';
import { type BodyKind, bodies, mediaTypes } from './body.ts';
import { componentSchemas, nameOf, refTo } from './components.ts';
import { applicationExample, declarationExample, offerExample, problemExample } from './examples.ts';
import { problems } from './problem.ts';
import { gatewayStatuses, problemCodes } from './refusals.ts';
import { type Route, routes, scopes } from './routes.ts';

const about = `Declare where the data of an application is, and get it audited against the law of India.

Every refusal that is ours is problem details (RFC 9457); its \`type\` is \`urn:nivas:error:<code>\`, a name to branch
on and not an address. API Gateway, which stands before us, answers some requests by itself, with \`{"message": …}\`:
401, 403, 404, 413, 429, 500 and 503. A POST that records carries an \`Idempotency-Key\`: send it again under the same
key until it is answered, and it is recorded once.`;

/** This API as an OpenAPI 3.1 document, derived from the routes and the schemas that requests are read by. */
export function openApi(facts: FactSpecs): Record<string, unknown> {
  const paths = Map.groupBy<string, Route>(routes, ({ path }) => path);
  return {
    openapi: '3.1.1',
    info: { title: 'Nivas', version: '1.0.0', summary: 'Data residency audits for India', description: about },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    tags: [...scopes, 'public'].map((name) => ({ name })),
    paths: Object.fromEntries(
      [...paths].map(([path, there]) => [
        path,
        Object.fromEntries(there.map((route) => [route.method.toLowerCase(), operation(route)])),
      ]),
    ),
    components: {
      schemas: componentSchemas(facts),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `A token of the issuer that this service trusts, with a claim \`tenant\` and the scope that the operation names: ${scopes.map((scope) => `\`nivas/${scope}\``).join(', ')}.`,
        },
      },
    },
  };
}

function operation(route: Route): object {
  const { name, summary, scope, stability } = route;
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...parametersOf('header', route.headers),
  ];
  return {
    operationId: name,
    summary,
    tags: [scope ?? 'public'],
    'x-stability': stability,
    security: scope === null ? [] : [{ token: [`nivas/${scope}`] }],
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route),
    responses: { ...answered(answers[route.answer]), ...refused(route) },
  };
}

function parametersOf(place: 'path' | 'query' | 'header', schema: z.ZodObject): object[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { $schema: _, description, ...plain } = z.toJSONSchema(z.looseObject({ field }).shape.field, { io: 'input' });
    return { name, in: place, required: !field.safeParse(undefined).success, description, schema: plain };
  });
}

const declaration = { schema: refTo('Declaration'), example: declarationExample };
const sent = {
  registration: { schema: refTo('Registration'), example: { name: 'Short videos' } },
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
  const sizes = Object.entries(most).map(([format, bytes]) => `${bytes.toLocaleString('en')} bytes of ${format}`);
  return {
    requestBody: {
      required: true,
      description: `In UTF-8, at most ${sizes.join(' or ')}; may be sent with \`Content-Encoding: gzip\`.`,
      content: Object.fromEntries(types.map((type) => [type, { schema, example }])),
    },
  };
}

function answered({ status, mediaType, schema, says }: Answer): object {
  const name = nameOf(schema);
  const example = name === 'Application' ? { example: applicationExample } : {};
  const content = { [mediaType]: { schema: name ? refTo(name) : { type: 'string' }, ...example } };
  const replayed = {
    description: '`true` when this answer was given before, to an equal request.',
    schema: { const: 'true' },
  };
  return {
    [status]: {
      description: says,
      ...(status === 201 && { headers: { 'idempotency-replayed': replayed } }),
      content,
    },
  };
}

function refused(route: Route): object {
  const codes = Map.groupBy(problemCodes(route), (code) => problems[code].status);
  const statuses = new Set([...codes.keys(), ...gatewayStatuses(route)]);
  return Object.fromEntries(
    [...statuses].toSorted((a, b) => a - b).map((status) => [status, refusal(codes.get(status) ?? [], route, status)]),
  );
}

function refusal(codes: readonly ErrorCode[], route: Route, status: number): object {
  const gateway = gatewayStatuses(route).includes(status);
  const [code] = codes;
  const ours = code && { 'application/problem+json': { schema: refTo('Problem'), example: problemExample(code) } };
  const theirs = gateway && { 'application/json': { schema: refTo('GatewayMessage') } };
  const says = [
    ...codes.map((each) => `\`${each}\`: ${problems[each].title}.`),
    ...(gateway ? ['API Gateway’s own, `{"message": …}`.'] : []),
  ];
  return { description: says.join(' '), content: { ...ours, ...theirs } };
}
