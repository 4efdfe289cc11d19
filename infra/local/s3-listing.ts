import type { Head, ObjectFiles } from './object-files.ts';
import { type Answer, xml } from './s3-answer.ts';

/** A page of `ListObjectsV2`: keys with the prefix, in the order of their bytes. */
export async function listing(files: ObjectFiles, query: URLSearchParams): Promise<Answer> {
  const token = query.get('continuation-token');
  const after = token === null ? query.get('start-after') : Buffer.from(token, 'base64url').toString();
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const keys = await files.keys(query.get('prefix') ?? '');
  const rest = after === null ? keys : keys.filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = rest.slice(0, most);
  const rows = await Promise.all(page.map(async (key) => ({ key, head: await files.head(key) })));
  const more = rest.length > page.length;
  const next = more ? Buffer.from(page.at(-1) ?? '').toString('base64url') : undefined;
  const contents = rows.flatMap(({ key, head }) => (head === undefined ? [] : [row(key, head)]));
  return xml(
    200,
    `<ListBucketResult><IsTruncated>${more}</IsTruncated><KeyCount>${contents.length}</KeyCount>` +
      `${next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}${contents.join('')}</ListBucketResult>`,
  );
}

const row = (key: string, { size, etag, modified }: Head) =>
  `<Contents><Key>${escaped(key)}</Key><LastModified>${modified}</LastModified><ETag>${escaped(etag)}</ETag><Size>${size}</Size></Contents>`;

const escaped = (text: string) => text.replace(/[<>&"\r\n]/g, (char) => `&#${char.charCodeAt(0)};`);
