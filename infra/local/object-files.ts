import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { corrupt } from './state.ts';

/** The first line of an object's file; the body follows it. */
const Head = z.strictObject({
  etag: z.string(),
  type: z.string(),
  sha256: z.string(),
  size: z.number(),
  modified: z.string(),
});
export type Head = z.infer<typeof Head>;

/** `create`: only if there is none. An ETag: only if that is there. */
export type Condition = 'create' | { readonly etag: string } | undefined;

/** Objects of one bucket as files under `folder`, a folder for each part of a key. */
export class ObjectFiles {
  readonly #folder: string;
  /** Writes of one key wait for each other, so that nothing comes between comparing an ETag and renaming. */
  readonly #writes = new Map<string, Promise<unknown>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Stores the object whole or not at all; on disk when it resolves. */
  async put(key: string, body: Buffer, type: string, condition: Condition): Promise<Head | 'refused' | 'missing'> {
    const head: Head = {
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      type: type.slice(0, 1000),
      sha256: createHash('sha256').update(body).digest('base64'),
      size: body.length,
      modified: new Date().toISOString(),
    };
    const unfinished = join(this.#folder, `.${randomUUID()}`);
    const file = this.#file(key);
    try {
      await writeSynced(unfinished, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
      await mkdir(dirname(file), { recursive: true });
      return await this.#alone(file, async () => (await commit(unfinished, file, condition)) ?? head);
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async head(key: string): Promise<Head | undefined> {
    return headOf(this.#file(key));
  }

  async get(key: string): Promise<{ head: Head; body: Buffer } | undefined> {
    const bytes = await readFile(this.#file(key)).catch(absent);
    if (bytes === undefined) return undefined;
    return { head: parseHead(this.#file(key), bytes), body: bytes.subarray(bytes.indexOf('\n') + 1) };
  }

  async remove(key: string): Promise<void> {
    const file = this.#file(key);
    await this.#alone(file, () => rm(file, { force: true }));
  }

  /** Keys that begin with `prefix`, in the order of their bytes. Only the folders of the prefix are read. */
  async keys(prefix: string): Promise<string[]> {
    const folders = prefix.split('/').slice(0, -1).map(encode);
    const files = await readdir(join(this.#folder, ...folders), { recursive: true, withFileTypes: true }).catch(absent);
    const under = this.#folder.length + 1;
    return (files ?? [])
      .filter((file) => file.isFile() && file.name.startsWith('='))
      .map((file) =>
        [...file.parentPath.slice(under).split('/').filter(Boolean), file.name.slice(1)].map(decode).join('/'),
      )
      .filter((key) => key.startsWith(prefix))
      .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  }

  /**
   * The caller chose the key. Each part is encoded, so no part can be `.`, `..`, hold a slash or be hidden; a leading
   * `=`, which the encoding never yields, tells the object `a` from the folder of `a/b`.
   */
  #file(key: string): string {
    const parts = key.split('/').map(encode);
    return join(this.#folder, ...parts.slice(0, -1), `=${parts.at(-1)}`);
  }

  async #alone<T>(file: string, run: () => Promise<T>): Promise<T> {
    const before = this.#writes.get(file) ?? Promise.resolve();
    const mine = before.then(run, run);
    this.#writes.set(file, mine);
    try {
      return await mine;
    } finally {
      if (this.#writes.get(file) === mine) this.#writes.delete(file);
    }
  }
}

async function commit(
  unfinished: string,
  file: string,
  condition: Condition,
): Promise<'refused' | 'missing' | undefined> {
  if (condition === 'create') return link(unfinished, file).then(() => undefined, taken);
  if (condition !== undefined) {
    const there = await headOf(file);
    if (there === undefined) return 'missing';
    if (there.etag !== condition.etag) return 'refused';
  }
  await rename(unfinished, file);
  return undefined;
}

function taken(cause: NodeJS.ErrnoException): 'refused' {
  if (cause.code === 'EEXIST') return 'refused';
  throw cause;
}

async function writeSynced(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function headOf(file: string): Promise<Head | undefined> {
  const handle = await open(file).catch(absent);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
    return parseHead(file, buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function parseHead(file: string, bytes: Buffer): Head {
  try {
    return Head.parse(JSON.parse(bytes.toString('utf8', 0, bytes.indexOf('\n'))));
  } catch (cause) {
    throw corrupt(file, 'its first line does not describe an object', cause);
  }
}

function absent(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
  throw cause;
}

const encode = (part: string) => (part === '' ? '+' : encodeURIComponent(part).replace(/^\./, '%2E'));
const decode = (part: string) => (part === '+' ? '' : decodeURIComponent(part));
