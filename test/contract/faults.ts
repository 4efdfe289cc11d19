import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What one call meets. It may pass the call on, before it fails, after, or never. */
export type Fault = <T>(pass: () => Promise<T>) => Promise<T>;

export type Line = {
  /** The commands that came, with those that faults swallowed: `GetItem, consistent`. */
  readonly calls: string[];
  /** What the next calls of the given command meet; the rest pass. */
  readonly faults: Fault[];
};

/** Stands between a store and DynamoDB, beneath our own retries and above the SDK's. */
export function faultyLine(client: DynamoDBDocumentClient, command = 'TransactWriteItems'): Line {
  const line: Line = { calls: [], faults: [] };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String(context.commandName).replace('Command', '');
      const consistent = 'ConsistentRead' in args.input && args.input.ConsistentRead;
      line.calls.push(consistent ? `${name}, consistent` : name);
      const fault = name === command ? line.faults.shift() : undefined;
      return fault ? await fault(() => next(args)) : await next(args);
    },
    { step: 'initialize', name: 'faultyLine' },
  );
  return line;
}

/** As if DynamoDB's ten minutes had passed between any two tries: every one carries another token. */
export function forgetTokens(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => (args) => next({ ...args, input: { ...args.input, ClientRequestToken: undefined } }),
    { step: 'initialize', name: 'forgetTokens' },
  );
}
