/** What the service answered, and when: by the clock here, and by its own. */
export type Reply = {
  readonly status: number;
  readonly body: string;
  readonly asked: Date;
  readonly answered: Date;
  /** The header `Date`. */
  readonly date: string | null;
};

export type Asked = { readonly origin: string; readonly now: () => Date };

/** Asks without a token and without a body. Redirections are answers. Rejects after ten seconds without one. */
export async function ask({ origin, now }: Asked, path: string, method = 'GET'): Promise<Reply> {
  const asked = now();
  const response = await fetch(origin + path, { method, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
  const answered = now();
  return { status: response.status, body: await response.text(), asked, answered, date: response.headers.get('date') };
}

/** The JSON in a text; undefined if it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
