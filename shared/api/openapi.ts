import type { FactSpecs } from '../declaration/fact.ts';
import { errorCodes } from '../error.ts';
import { componentSchemas } from './components.ts';
import { type AnswerExamples, answerExamples, problemExample } from './examples.ts';
import { operation } from './operation.ts';
import { problems } from './problem.ts';
import { responseHeaders } from './response-headers.ts';
import { type Route, routes, scopes } from './routes.ts';

const about = `Declare where the data of an application is, and get it audited against the law of India.

Every refusal that is ours is problem details (RFC 9457); its \`type\` is \`urn:nivas:error:<code>\`, a name to branch
on and not an address. API Gateway, which stands before us, answers some requests by itself, with \`{"message": …}\`:
400, 401, 403, 404, 413, 429, 500 and 503. A POST that records carries an \`Idempotency-Key\`: send it again under the
same key until it is answered, and it is recorded once.

A tenant reads its own records. A regulator, whose token has a claim \`issuers\` (\`rbi sebi\`) in place of
\`tenant\`, reads every tenant's audits and applications that a pack of one of these issuers judged, and files nothing.

All callers together may ask an operation so often (\`x-per-second\`), in a burst twice as often; above, the gateway answers
429. What is \`stable\` (\`x-stability\`) changes only by addition for as long as \`/v1\` is served. Answers may gain fields
and lists of words may grow: pass over what you do not know.`;

const named = scopes.map((scope) => `\`nivas/${scope}\``).join(', ');
const token = `A JWT of the issuer that this service trusts, with the scope that the operation names (${named}) and either a
claim \`tenant\` (3 to 40 of \`a\` to \`z\`, digits, hyphens) or, to read as a regulator, a claim \`issuers\` (issuers of
packs, with spaces between).`;

/** This API as an OpenAPI 3.1 document, derived from the routes and the schemas that requests are read by. */
export function openApi(facts: FactSpecs, examples: AnswerExamples = answerExamples): Record<string, unknown> {
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
        Object.fromEntries(there.map((route) => [route.method.toLowerCase(), operation(route, examples)])),
      ]),
    ),
    components: {
      schemas: componentSchemas(facts),
      headers: responseHeaders,
      examples: componentExamples(examples),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: token } },
    },
  };
}

function componentExamples(examples: AnswerExamples): Record<string, object> {
  const answered = Object.entries(examples).map(([kind, value]) => [`answer.${kind}`, { value }]);
  const refused = errorCodes
    .filter((code) => problemExample(code).type.endsWith(`:${code}`))
    .map((code) => [`error.${code}`, { summary: problems[code].title, value: problemExample(code) }]);
  return Object.fromEntries([...answered, ...refused]);
}
