import { gatewayAnswers } from '../../shared/api/gateway.ts';
import type { DescribedOperation, Value } from './described-operation.ts';
import { block, listed, table } from './markdown.ts';

type ExampleAt = (ref: string) => Value;

/** One operation for a person: what it is for, what it takes, a request to copy, what is answered and refused. */
export function operationPart(operation: DescribedOperation, exampleAt: ExampleAt): string {
  const { operationId, method, path, summary, description, deprecated } = operation;
  const rate = `${operation['x-per-second']} a second`;
  return [
    `### ${operationId}`,
    `**\`${method} ${path}\`** (${[operation['x-stability'], rate, ...(deprecated ? ['deprecated'] : [])].join(', ')}): ${summary}`,
    description,
    ...parameters(operation),
    ...(operation.requestBody ? [`The body: ${operation.requestBody.description}`] : []),
    block('sh', curl(operation)),
    ...answered(operation, exampleAt),
    refused(operation),
  ].join('\n\n');
}

/** `If-None-Match` is on every GET, and told once for all. */
function parameters({ parameters }: DescribedOperation): string[] {
  const rows = parameters
    .filter(({ name }) => name !== 'if-none-match')
    .map(({ name, in: place, required, description, schema }) => {
      const otherwise = schema.default === undefined ? '' : ` Left out: ${JSON.stringify(schema.default)}.`;
      const words = schema.enum === undefined ? '' : ` One of ${listed(schema.enum)}.`;
      return [`\`${name}\``, required ? `${place}, required` : place, `${description}${words}${otherwise}`];
    });
  return rows.length === 0 ? [] : [table(['parameter', 'in', 'is'], rows)];
}

/** A command for a shell, which ends a quoted text at `'`. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function curl({ method, path, security, parameters, requestBody }: DescribedOperation): string {
  const given = (place: string) =>
    parameters.filter(({ in: where, example }) => where === place && example !== undefined);
  const address = given('path').reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path);
  const query = new URLSearchParams(
    Object.fromEntries(given('query').map(({ name, example }) => [name, String(example)])),
  ).toString();
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const parts = [
    `curl -sS "$NIVAS${address}${query === '' ? '' : `?${query}`}"`,
    ...(security.length > 0 ? ['-H "authorization: Bearer $TOKEN"'] : []),
    ...given('header').map(({ name, example }) => `-H ${quoted(`${name}: ${example}`)}`),
    ...(type === undefined ? [] : [`-H ${quoted(`content-type: ${type}`)}`]),
    ...(content === undefined ? [] : [`--data ${quoted(JSON.stringify(content.example))}`]),
  ];
  if (method === 'POST' && content === undefined) throw new Error(`\`${path}\` is sent without a body`);
  return parts.join(' \\\n  ');
}

function answered({ responses }: DescribedOperation, exampleAt: ExampleAt): string[] {
  return Object.entries(responses)
    .filter(([status]) => status < '300')
    .flatMap(([status, { description, content }]) =>
      Object.entries(content).flatMap(([type, { examples }]) => [
        `**${status}**, \`${type}\`: ${description}`,
        ...Object.values(examples).map(({ $ref }) => shown(exampleAt($ref))),
      ]),
    );
}

const shown = (example: Value) =>
  typeof example === 'string' ? block('html', example) : block('json', laidOut(shortened(example)));

/** Of each list its first item, of a long text its beginning. */
function shortened(value: Value): Value {
  if (typeof value === 'string') return value.length > 160 ? `${value.slice(0, 160)}…` : value;
  if (Array.isArray(value)) {
    const [first] = value;
    if (first === undefined) return [];
    return value.length === 1 ? [shortened(first)] : [shortened(first), '…'];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}

/** Indented, with a list of plain values on one line. */
const laidOut = (value: Value) =>
  JSON.stringify(value, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner) => `[${inner.replace(/\n\s+/g, ' ')}]`);

/** Every refusal with a link to what is written of it; the gateway's by status. */
function refused({ responses }: DescribedOperation): string {
  const refusals = Object.entries(responses).filter(([status]) => status >= '400');
  const ours = refusals.flatMap(([status, { content }]) => {
    const codes = Object.keys(content['application/problem+json']?.examples ?? {});
    return codes.length === 0
      ? []
      : [`${status} ${codes.map((code) => `[\`${code}\`](errors.md#${code})`).join(', ')}`];
  });
  const theirs = refusals
    .filter(([status, { content }]) => status in gatewayAnswers && 'application/json' in content)
    .map(([status]) => `[${status}](errors.md#${status})`);
  return `Refusals: ${ours.join('; ')}. By the gateway: ${theirs.join(', ')}.`;
}
