import { readFile } from 'node:fs/promises';
import { errorHelp, type Retry } from '../../shared/api/error-help.ts';
import { problemExample } from '../../shared/api/examples.ts';
import { gatewayAnswers } from '../../shared/api/gateway.ts';
import { problems } from '../../shared/api/problem.ts';
import { type ErrorCode, errorCodes } from '../../shared/error.ts';
import { block, filled, table } from './markdown.ts';

/** `docs/errors.md`: the template beside this file, with every code and every answer of the gateway. */
export async function formatErrorsDoc(): Promise<string> {
  const template = await readFile(new URL('errors.template.md', import.meta.url), 'utf8');
  return filled(template, {
    codes: table(
      ['code', 'status', 'means'],
      errorCodes.map((code) => [`[\`${code}\`](#${code})`, statusOf(code), problems[code].title]),
    ),
    problems: errorCodes.map(problemPart).join('\n\n'),
    gateway: Object.entries(gatewayAnswers).map(gatewayPart).join('\n\n'),
  });
}

/** What only the command line says has no status. */
const statusOf = (code: ErrorCode) => (isAnswered(code) ? String(problems[code].status) : 'not over HTTP');
const isAnswered = (code: ErrorCode) => problemExample(code).type === `urn:nivas:error:${code}`;

const retries: Readonly<Record<Retry, string>> = {
  same: 'Yes: the same request, under the same key, after a pause that grows.',
  changed: 'After a change; the idempotency key may stay.',
  never: 'No, unless something has changed since: the same request gets the same answer.',
};

function problemPart(code: ErrorCode): string {
  const { cause, cure, retry } = errorHelp[code];
  const { title, status, retryAfter } = problems[code];
  const wait = retryAfter === undefined ? '' : ` The answer has \`Retry-After: ${retryAfter}\`.`;
  const answered = isAnswered(code);
  return [
    `## ${code}`,
    answered ? `\`urn:nivas:error:${code}\`, status ${status}: ${title}.` : `${title}; not answered over HTTP.`,
    `**Why.** ${cause}`,
    `**What to do.** ${cure}`,
    `**Again?** ${retries[retry]}${wait}`,
    ...(answered ? [block('json', JSON.stringify(problemExample(code), null, 2))] : []),
  ].join('\n\n');
}

const gatewayPart = ([status, { message, cause, cure }]: [string, { message: string; cause: string; cure: string }]) =>
  [`### ${status}`, block('json', JSON.stringify({ message })), `**Why.** ${cause}`, `**What to do.** ${cure}`].join(
    '\n\n',
  );
