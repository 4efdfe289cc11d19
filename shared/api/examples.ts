import type { ErrorCode } from '../error.ts';
import made from './answer-examples.json' with { type: 'json' };
import { errorHelp } from './error-help.ts';
import { type Problem, problemOf } from './problem.ts';

/** Short, and true of the release: a test sends them, and reads them with the schemas they stand beside. */
export const declarationExample = {
  application: 'Short videos',
  roles: ['company'],
  data: {
    videos: {
      category: 'user.content',
      store: 'aws/ap-south-1',
      backup: ['aws/ap-south-2', 'aws/ap-southeast-1'],
      access: 'IN',
      none: ['process', 'replicate', 'cache', 'log', 'transfer', 'manage-keys', 'standby'],
    },
  },
  complete: ['roles', 'data'],
} as const;

export const registrationExample = { name: 'Short videos' } as const;

/** A sentence of public terms, to be uploaded. */
export const evidenceExample = 'Short videos keeps the data of its users only in India.';
export const offerExample = {
  sha256: '398211e1ed1d92bf165ae5b6daf4ff94d299575d7627402851f19e4fdac0352d',
  size: 55,
  mediaType: 'text/plain',
} as const;

/** By kind of answer, what the operations say when they are run one after another: `npm run compile` makes them. */
export type AnswerExamples = Readonly<Record<string, unknown>>;
export const answerExamples: AnswerExamples = made;

/** One refusal with this code, as it is answered. */
export function problemExample(code: ErrorCode): Problem {
  const { message, issues = [] } = errorHelp[code].sample;
  return problemOf({ code, message, issues }, 'b1946ac9');
}

/** The idempotency key under which each operation that records was asked in the examples. */
export const exampleKeys = {
  registerApplication: 'register-short-videos',
  submitDeclaration: 'declare-short-videos-1',
} as const;

/** Where a parameter stands. */
export type Place = 'path' | 'query' | 'header';

/** What lists are asked for in the examples. */
export const exampleQueries = {
  listAudits: { verdict: 'non-compliant', from: '2026-11-01' },
  listSites: { state: 'IN-MH', limit: 1 },
} as const;

/** What is looked at of the catalogue in the examples. */
export const examplePaths = { provider: 'aws', site: 'ap-south-1', pack: 'india-only', version: '2020' } as const;

/** A parameter of an operation, such that the answer is the example of one; undefined: it is left out. */
export function parameterExample(operation: string, place: Place, name: string, answers: AnswerExamples): unknown {
  if (place === 'query') return inRow<Readonly<Record<string, unknown>>>(exampleQueries, operation)?.[name];
  const known: Readonly<Record<string, unknown>> = {
    application: idIn(answers.application),
    id: idIn(answers.recorded),
    sha256: offerExample.sha256,
    ...examplePaths,
    'idempotency-key': inRow<string>(exampleKeys, operation),
  };
  return known[name];
}

const inRow = <T>(rows: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : undefined;

const idIn = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
