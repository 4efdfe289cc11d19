import type { ErrorCode } from '../error.ts';
import { type Problem, problemOf } from './problem.ts';

/** Short, and true of the release: a test reads them with the schemas they stand beside. */
export const declarationExample = {
  application: 'Short videos',
  roles: ['company'],
  data: {
    videos: { category: 'user.content', store: 'aws/ap-south-1', backup: ['aws/ap-south-1', { at: 'IN-MH' }] },
  },
  complete: ['roles', 'data'],
} as const;

export const applicationExample = {
  id: 'hnl7fai3yzivpqmra4ensjknzp',
  name: 'Short videos',
  registeredAt: '2026-11-22T09:00:00.000Z',
} as const;

const said: Readonly<Partial<Record<ErrorCode, string>>> = {
  not_found: 'there is no such audit',
  idempotency_key_missing: 'a request that records needs an `Idempotency-Key`',
};

export const problemExample = (code: ErrorCode): Problem =>
  problemOf({ code, message: said[code] ?? 'what was expected, and what came', issues: [] }, 'b1946ac9');
