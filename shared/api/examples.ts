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

export const offerExample = {
  sha256: '4d4ae5f6cbf0b9f0d4ff1ee8b2cf87d0f6c1a01e5a3c7f8a3c0d6d7c1a9b8e7f',
  size: 48_213,
  mediaType: 'text/plain',
} as const;

const said: Readonly<Partial<Record<ErrorCode, string>>> = {
  not_found: 'there is no such audit',
  idempotency_key_missing: 'a request that records needs an `Idempotency-Key`',
};

export const problemExample = (code: ErrorCode): Problem =>
  problemOf({ code, message: said[code] ?? 'what was expected, and what came', issues: [] }, 'b1946ac9');
