import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { serialize } from 'node:v8';
import {
  type CancellationReason,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { NivasError } from '../../error.ts';
import { isBusy, weigh } from './failure.ts';
import type { Key } from './rows.ts';

type Item = Readonly<Record<string, unknown>>;
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type Sender = {
  readonly client: DynamoDBDocumentClient;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** From 0 up to 1. */
  readonly random?: () => number;
};

/** Puts what is not there yet. `seen`: when it is, the refusal shows it. */
export function create(table: string, item: Item, seen?: 'seen'): Action {
  const absent = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  return { Put: { TableName: table, Item: item, ...absent, ...(seen && shown) } };
}

export function put(table: string, item: Item): Action {
  return { Put: { TableName: table, Item: item } };
}

export function remove(table: string, { pk, sk }: Key): Action {
  return { Delete: { TableName: table, Key: { pk, sk } } };
}

/** Sets attributes of an item, if it is there and `where` holds; the refusal shows it. */
export function update(table: string, { pk, sk }: Key, changes: Item, where: Item): Action {
  // Every name has an alias: DynamoDB reserves some 570 words, `at` and `state` among them.
  const named = [...new Set([...Object.keys(changes), ...Object.keys(where)])].map((name) => [`#${name}`, name]);
  const values = (item: Item, mark: string) => Object.entries(item).map(([name, value]) => [`:${mark}_${name}`, value]);
  const equal = (item: Item, mark: string) => Object.keys(item).map((name) => `#${name} = :${mark}_${name}`);
  return {
    Update: {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: `SET ${equal(changes, 'new').join(', ')}`,
      ConditionExpression: equal(where, 'old').join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(named),
      ExpressionAttributeValues: Object.fromEntries([...values(changes, 'new'), ...values(where, 'old')]),
      ...shown,
    },
  };
}

const shown = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/** Whether an action's condition refused it, by the action's position, and the item it met where that was asked for. */
export type Refusal = { readonly refused: boolean; readonly item: Item | undefined };

/**
 * `done`; `mismatch`, the token was used for something else, so what is there must be read; or a refusal per action,
 * and then nothing was written.
 */
export type Answer = 'done' | 'mismatch' | readonly Refusal[];

/** Tries in all. A call without an answer counts as three: the SDK has made three, of up to 3 seconds each. */
const tries = 6;
const weight = { refused: 1, unanswered: 3 };

/**
 * Sends a transaction until it has an answer, waiting 20 ms · 2ⁿ with full jitter between tries.
 *
 * Every try carries the same token, made from the transaction itself, so one that was applied and whose answer was
 * lost, or that is applied late, has its effect once (DynamoDB remembers the token for 10 minutes; after that the
 * conditions refuse it). Rejects with `store_unavailable` when no answer comes.
 */
export async function transact(sender: Sender, actions: readonly Action[]): Promise<Answer> {
  const { sleep = setTimeout, random = Math.random } = sender;
  const input = { TransactItems: [...actions], ClientRequestToken: token(actions) };
  let last: unknown;
  for (let spent = 0, n = 0; spent < tries; n++) {
    if (n > 0) await sleep(random() * 20 * 2 ** n);
    const outcome = await attempt(sender.client, input);
    if (!('again' in outcome)) return outcome.answer;
    spent += weight[outcome.again];
    last = outcome.cause;
  }
  throw new NivasError('store_unavailable', 'the store is busy or does not answer', [], { cause: last });
}

type Outcome = { readonly answer: Answer } | { readonly again: keyof typeof weight; readonly cause: unknown };

async function attempt(client: DynamoDBDocumentClient, input: TransactWriteCommandInput): Promise<Outcome> {
  try {
    await client.send(new TransactWriteCommand(input));
    return { answer: 'done' };
  } catch (cause) {
    if (cause instanceof IdempotentParameterMismatchException) return { answer: 'mismatch' };
    if (cause instanceof TransactionCanceledException) return judge(cause);
    const again = weigh(cause);
    if (again === undefined) throw cause;
    return { again, cause };
  }
}

/** A failed condition is final, so it is told even where another action merely met a conflict. */
function judge(cause: TransactionCanceledException): Outcome {
  const reasons = cause.CancellationReasons ?? [];
  if (!reasons.every(isKnown)) throw new Error('a transaction was cancelled for a reason we do not know', { cause });
  if (!reasons.some(isRefused)) return { again: 'refused', cause };
  const answer = reasons.map((reason) => ({
    refused: isRefused(reason),
    item: reason.Item && unmarshall(reason.Item),
  }));
  return { answer };
}

const isRefused = ({ Code }: CancellationReason) => Code === 'ConditionalCheckFailed';
const isKnown = (reason: CancellationReason) =>
  reason.Code === undefined || reason.Code === 'None' || isRefused(reason) || isBusy(reason.Code);

/** At most 36 characters. Of the transaction and not of the request: equal requests carry other nonces and times. */
function token(actions: readonly Action[]): string {
  return createHash('sha256').update(serialize(actions)).digest('hex').slice(0, 36);
}
