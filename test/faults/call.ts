import type { IncomingMessage } from 'node:http';
import * as z from 'zod';

/** A call to a store: `GetItem T/APP`, `GetObject catalogue/sha256`. */
export type Call = {
  readonly service: 'dynamodb' | 's3';
  readonly name: string;
  /** Whether it may change something. */
  readonly writes: boolean;
  /** The SDK counts them from 1. */
  readonly attempt: number;
  /** What was asked, as the protocol of the store has it. */
  readonly input: unknown;
};

/** Every other one may change something. */
const reading = /^(BatchGet|TransactGet|Get|Head|List|Query|Scan)/;

/** What is asked of which store, named without what differs from one request to another. */
export function callOf({ method, url, headers }: IncomingMessage, body: Buffer): Call {
  const target = headers['x-amz-target'];
  const attempt = Number(/attempt=(\d+)/.exec(String(headers['amz-sdk-request']))?.[1] ?? 1);
  const asked =
    typeof target === 'string' ? ofDynamo(target, body) : ofS3(method ?? '', new URL(url ?? '/', 'http://s3'));
  return { ...asked, attempt };
}

type Asked = Omit<Call, 'attempt'>;

const Key = z.record(z.string(), z.object({ S: z.string() }));
const Input = z.object({
  Key: Key.optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(Key) }).partial()).optional(),
});

function ofDynamo(target: string, body: Buffer): Asked {
  const command = target.split('.')[1] ?? target;
  const input: unknown = JSON.parse(body.toString());
  const { Key: key, ExpressionAttributeValues: values, RequestItems: items } = Input.parse(input);
  const first = Object.values(items ?? {})[0]?.Keys?.[0];
  const asked = [key?.pk, key?.sk, values?.[':pk'], first?.pk, first?.sk].map((value) => textIn(value));
  // Words in capitals are ours; all else is a tenant's, an id, a number.
  const words = asked.flatMap((text) => text.match(/(?<![^#])[A-Z]+(?![^#])/g) ?? []);
  return {
    service: 'dynamodb',
    name: [command, words.join('/')].join(' ').trim(),
    writes: !reading.test(command),
    input,
  };
}

const Text = z.object({ S: z.string() });
const textIn = (value: unknown) => Text.safeParse(value).data?.S ?? '';

const commands: Readonly<Record<string, string>> = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

function ofS3(method: string, { pathname, searchParams }: URL): Asked {
  const [, , ...parts] = pathname.split('/');
  const command =
    searchParams.get('x-id') ?? commands[method] ?? `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
  const words = parts.filter((part, n) => /^[a-z0-9]+$/.test(part) && part.length < 60 && parts[n - 1] !== 't');
  return { service: 's3', name: `${command} ${words.join('/')}`, writes: !reading.test(command), input: pathname };
}
