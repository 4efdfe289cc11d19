import type { PlannedRoute } from './template.ts';

/** Whether a request of this route is one too many. */
export type Throttle = (route: PlannedRoute) => boolean;

/**
 * A bucket of tokens for each route, as API Gateway has it: full at the start, a token a request, refilled steadily.
 * `now` gives milliseconds.
 */
export function makeThrottle(now: () => number): Throttle {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return ({ key, limit }) => {
    if (limit === undefined) return false;
    const { tokens, at } = buckets.get(key) ?? { tokens: limit.burst, at: now() };
    const filled = Math.min(limit.burst, tokens + ((now() - at) / 1000) * limit.perSecond);
    buckets.set(key, { tokens: filled < 1 ? filled : filled - 1, at: now() });
    return filled < 1;
  };
}
