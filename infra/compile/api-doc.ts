import { readFile } from 'node:fs/promises';
import { bodies } from '../../shared/api/body.ts';
import { type Scope, scopes } from '../../shared/api/routes.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { type DescribedOperation, describedOperations } from './described-operation.ts';
import { filled, listed, table } from './markdown.ts';
import { operationPart } from './operation-part.ts';

/** `docs/api.md`: the template beside this file, with what an OpenAPI document says. */
export async function formatApiDoc(openApi: unknown): Promise<string> {
  const { operations, exampleAt } = describedOperations(openApi);
  const template = await readFile(new URL('api.template.md', import.meta.url), 'utf8');
  return filled(template, {
    scopes: scopesTable(operations),
    limits: limitsTable(),
    stability: stabilityOf(operations),
    deprecated: deprecatedOf(operations),
    index: table(
      ['operation', 'call', 'does'],
      operations.map(({ operationId, method, path, summary }) => [
        `[${operationId}](#${operationId.toLowerCase()})`,
        `\`${method} ${path}\``,
        summary,
      ]),
    ),
    operations: operations.map((operation) => operationPart(operation, exampleAt)).join('\n\n'),
  });
}

const meanings: Readonly<Record<Scope, string>> = {
  check: 'try a declaration; records nothing',
  declare: 'register applications, declare, upload evidence',
  read: 'read applications, audits, reports and questions',
};

function scopesTable(operations: readonly DescribedOperation[]): string {
  const opened = (scope: string) =>
    operations.filter(({ security }) => security.flatMap((one) => Object.values(one).flat()).includes(scope));
  const rows = scopes.map((scope) => [
    `\`nivas/${scope}\``,
    meanings[scope],
    listed(opened(`nivas/${scope}`).map(({ operationId }) => operationId)),
  ]);
  const open = operations.filter(({ security }) => security.length === 0).map(({ operationId }) => operationId);
  return table(['scope', 'to', 'operations'], [...rows, ['none', 'read what is public', listed(open)]]);
}

function stabilityOf(operations: readonly DescribedOperation[]): string {
  const others = operations.filter((operation) => operation['x-stability'] !== 'stable');
  if (others.length === 0) return 'Every operation is stable.';
  return `Every operation is stable but ${listed(others.map(({ operationId }) => operationId))}.`;
}

function deprecatedOf(operations: readonly DescribedOperation[]): string {
  const going = operations.filter(({ deprecated }) => deprecated).map(({ operationId }) => operationId);
  return going.length === 0 ? 'None is deprecated now.' : `Now these: ${listed(going)}.`;
}

const count = (n: number) => n.toLocaleString('en');

function limitsTable(): string {
  const rows: readonly (readonly [string, string])[] = [
    ['body of `registerApplication`, `offerEvidence`', `${count(bodies.registration.most.json)} bytes`],
    ['body of `submitDeclaration`', `${count(bodies.declaration.most.json)} bytes`],
    [
      'body of `checkDeclaration`',
      `${count(bodies.check.most.json)} bytes of JSON, ${count(bodies.check.most.yaml)} of YAML`,
    ],
    ['an answer', '4,000,000 bytes: what would be longer is refused before anything is recorded'],
    ['one piece of uploaded evidence', `${count(limits.evidenceBytes)} bytes`],
    ['public terms', `${count(limits.terms)} characters`],
    ['kinds of data in a declaration', count(limits.assets)],
    ['places of one activity; in all', `${count(limits.placementsOfActivity)}; ${count(limits.placements)}`],
    ['owners, documents, parties, orders', [limits.owners, limits.documents, limits.parties, limits.orders].join(', ')],
    ['pieces of evidence; observed placements', `${count(limits.evidence)}; ${count(limits.observed)}`],
    ['a text, such as a name', `${count(limits.text)} characters`],
    ['a page of a list', '100 items'],
    ['an answer in time', 'by 25 seconds; the gateway waits 30'],
  ];
  return table(['of', 'at most'], rows);
}
