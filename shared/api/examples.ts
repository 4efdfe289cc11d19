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

export const offerExample = {
  sha256: '4d4ae5f6cbf0b9f0d4ff1ee8b2cf87d0f6c1a01e5a3c7f8a3c0d6d7c1a9b8e7f',
  size: 48_213,
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

/** Parameters that fit the examples of answers. */
export function parameterExample(name: string, { application, recorded }: AnswerExamples): unknown {
  const known: Readonly<Record<string, unknown>> = {
    application: idIn(application),
    id: idIn(recorded),
    sha256: offerExample.sha256,
    provider: 'aws',
    site: 'ap-south-1',
    pack: 'india-only',
    version: '2020',
    'idempotency-key': '6f1f6d3c-0c1e-4a57-9d3e-0f8f4f2b7a11',
  };
  return known[name];
}

const idIn = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
