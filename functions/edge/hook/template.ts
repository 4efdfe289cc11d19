import * as z from 'zod';
import { NivasError } from '../../../shared/error.ts';
import { Content, type Request } from './request.ts';

/** Bytes at an address: the template, the one before it and the list of changes. */
const mostPayload = 16_000_000;
/** CloudFormation takes templates of 1 MB; twice that is read within the 30 seconds a hook has. */
const mostTemplate = 2_000_000;
const patience = 8_000;

/**
 * Hosts of S3 that AWS alone can make, with a bucket before them or not: `<bucket>.s3.ap-south-1.amazonaws.com`. Names
 * that customers choose, such as those of load balancers, do not fit.
 */
const hostOfS3 = /^(?:[a-z0-9.-]+\.)?s3(?:\.dualstack)?(?:[.-][a-z]{2}(?:-[a-z]+){1,3}-\d)?\.amazonaws\.com$/;

/** The template of a stack or of a change set. Throws `request_invalid` for whatever is none, or cannot be had. */
export async function templateIn({ requestData }: Request, fetched: typeof fetch): Promise<string> {
  const { targetType, payload, targetModel } = requestData;
  if (targetType !== 'STACK' && targetType !== 'CHANGE_SET')
    throw refused('this hook judges `STACK` and `CHANGE_SET`, and was asked about something else');
  const found = Content.safeParse(payload === undefined ? targetModel : await contentAt(payload, fetched));
  if (!found.success) throw refused('there is no text `template` in what CloudFormation sent', found.error);
  const { template } = found.data;
  if (template.length <= mostTemplate) return template;
  throw refused(`the template has ${template.length} characters, and it is read up to ${mostTemplate}`);
}

async function contentAt(payload: string, fetched: typeof fetch): Promise<unknown> {
  const text = await textAt(addressIn(payload), fetched);
  const parsed = Json.safeParse(text);
  if (parsed.success) return parsed.data;
  throw refused('what CloudFormation keeps of the stack is no JSON', parsed.error);
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});

/** Only S3 over HTTPS: whatever else an event names is not asked. */
function addressIn(payload: string): URL {
  const url = URL.parse(payload);
  if (url?.protocol === 'https:' && url.port === '' && url.username === '' && hostOfS3.test(url.hostname)) return url;
  throw refused('`requestData/payload` is no HTTPS address in S3, and no other is read');
}

async function textAt(url: URL, fetched: typeof fetch): Promise<string> {
  try {
    const answer = await fetched(url, { redirect: 'error', signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw refused(`S3 answered ${answer.status} where CloudFormation keeps the template`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(answer));
  } catch (error) {
    if (error instanceof NivasError) throw error;
    throw refused('what CloudFormation keeps of the stack could not be read in S3', error);
  }
}

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > mostPayload) throw refused(`what CloudFormation keeps of the stack has more than ${mostPayload} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const refused = (message: string, cause?: unknown) => new NivasError('request_invalid', message, [], { cause });
