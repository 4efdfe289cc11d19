import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import { checkText } from './body.ts';
import { answered } from './failure.ts';

/** Texts under their SHA-256, in one place per owner, so that nobody learns from a digest what another one keeps. */
export type BodyBucket = {
  /** Writes a text and gives its SHA-256, hex. One that is there already is fine: its name is its content. */
  readonly put: (owner: Owner, text: string) => Promise<string>;
  /** The text, after its digest was checked. */
  readonly get: (owner: Owner, sha256: string) => Promise<string>;
};

/** `catalogue/sha256/<hex>` or `t/<tenant>/sha256/<hex>`. */
export type Owner = 'catalogue' | { readonly tenant: string };

export type Bucket = {
  readonly client: S3Client;
  readonly bucket: string;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
};

export function bodyBucket(where: Bucket): BodyBucket {
  const { client, bucket } = where;
  const put = async (owner: Owner, text: string) => {
    const hex = sha256(text);
    await putOnce(where, keyOf(owner, hex), text, 'application/json');
    return hex;
  };
  const get = async (owner: Owner, hex: string) => {
    const command = new GetObjectCommand({ Bucket: bucket, Key: keyOf(owner, hex) });
    const read = async () => (await client.send(command)).Body?.transformToByteArray();
    const bytes = await answered(read()).catch((cause: unknown) => {
      if (!(cause instanceof NoSuchKey)) throw cause;
      throw new NivasError('shape_unknown', `the body \`${hex}\` is gone`, [], { cause });
    });
    return checkText(bytes ?? new Uint8Array(), hex);
  };
  return { put, get };
}

/** Writes a text at a key that is named by its content. If it is there already, all is done. */
export async function putOnce(where: Bucket, Key: string, text: string, ContentType: string): Promise<void> {
  const { client, bucket, sleep = setTimeout } = where;
  const checks = { IfNoneMatch: '*', ChecksumSHA256: Buffer.from(sha256(text), 'hex').toString('base64') };
  const command = new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.from(text), ...checks, ContentType });
  for (let n = 0; ; n++) {
    const status = await answered(client.send(command).then(() => 200, refusal));
    if (status !== 409) return;
    if (n === 3) throw new NivasError('store_unavailable', 'others keep writing the same body');
    await sleep(20 * 2 ** n);
  }
}

export const keyOf = (owner: Owner, hex: string) =>
  `${owner === 'catalogue' ? owner : `t/${owner.tenant}`}/sha256/${hex}`;

/** 412: it is there already. 409: another create-only write of it is under way, and AWS asks to repeat ours. */
function refusal(cause: unknown): number {
  const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
  if (status === 412 || status === 409) return status;
  throw cause;
}
