import * as z from 'zod';
import type { Call } from './call.ts';
import type { Answer } from './line.ts';

/** What a proxy says that lost its way. */
export const unreadable = (answer: Answer): Answer =>
  answerWith(answer, Buffer.from('<html><body>Bad gateway</body></html>'));

/** Of a list, not even that it is empty. */
export const wordless = (answer: Answer): Answer => answerWith(answer, Buffer.from('{}'));

/** Items as a later version may write them, one at least; and of a bucket, bytes that were never kept. */
export function strange({ service, name, input }: Call, answer: Answer): Answer {
  if (service === 's3') return answerWith(answer, Buffer.from('{"this":"is not it"}'));
  const said = Said.parse(JSON.parse(answer.body.toString()));
  const { Key } = Asked.parse(input);
  const all = (items: readonly Item[] = []) => (items.length === 0 ? [later(Key)] : items.map(later));
  const responses = Object.entries(said.Responses ?? {}).map(([table, items]) => [table, all(items)]);
  const changed = name.startsWith('GetItem')
    ? { Item: later(said.Item ?? Key) }
    : {
        ...(said.Items && { Items: all(said.Items), Count: Math.max(1, said.Items.length) }),
        ...(said.Responses && { Responses: Object.fromEntries(responses), UnprocessedKeys: {} }),
      };
  return answerWith(answer, Buffer.from(JSON.stringify(changed)));
}

const Item = z.record(z.string(), z.unknown());
type Item = z.infer<typeof Item>;
const Asked = z.object({ Key: Item.optional() });
const Said = z.object({
  Item: Item.optional(),
  Items: z.array(Item).optional(),
  Responses: z.record(z.string(), z.array(Item)).optional(),
});

const later = (item: Item = {}): Item => ({
  pk: item.pk ?? { S: 'pk' },
  sk: item.sk ?? { S: 'sk' },
  k: { S: 'of a later version' },
  v: { N: '99' },
});

/** Without the headers that speak of the body it had. */
function answerWith({ status, headers }: Answer, body: Buffer): Answer {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(content-length|etag|x-amz-(crc32|checksum-.*))$/.test(name),
  );
  return { status, headers: Object.fromEntries(kept), body };
}
