import { AsyncLocalStorage } from 'node:async_hooks';

/** As far as we use it: what sends one try of one call. */
type Handler<R, O, A> = { handle(request: R, options?: O): Promise<A> };

const given = new AsyncLocalStorage<AbortSignal>();

/** Runs `work`. When `signal` is aborted, what it asked of a store is given up, and it asks for nothing more. */
export const within = <T>(signal: AbortSignal, work: () => T): T => given.run(signal, work);

/**
 * Bounds every try of every call, retries included, by the signal of the request it is made for.
 *
 * Each call has a bound of its own, but one request makes several, one after the other. A Lambda that was too late
 * is frozen and may wake up at any time: what it had still to send must then stay unsent.
 */
export function bounded<R, O extends object, A>(client: {
  readonly config: { requestHandler: Handler<R, O, A> };
}): void {
  const { requestHandler } = client.config;
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, options) => {
    const abortSignal = given.getStore();
    return handle(request, abortSignal === undefined ? options : Object.assign({}, options, { abortSignal }));
  };
}

/** Runs `work` for whoever will share its result: the end of one request must not end it for the others. */
export const shared = <T>(work: () => T): T => given.exit(work);
