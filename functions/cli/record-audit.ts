import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { strictestVerdict, type Verdict, verdicts } from '../../shared/audit/outcome.ts';
import { NivasError } from '../../shared/error.ts';
import { visible } from '../../shared/report/lines.ts';
import type { AuditedFile } from './audit-file.ts';
import type { Terminal } from './terminal.ts';

/** Where to record, by whose right; `asOf` is refused, since a service records by today's law. */
export type RecordingAsked = {
  readonly server?: string;
  readonly application?: string;
  readonly token?: string;
  readonly asOf?: string;
};

const Recorded = z.looseObject({ id: z.string(), verdict: z.enum(verdicts), digest: z.string() });
const Refusal = z.looseObject({ detail: z.string().optional(), title: z.string().optional() });

const tries = 3;
const patience = 30_000;

/** The stricter of two verdicts, and whether it is one: by the same rules, of the same. */
type Recording = { readonly verdict: Verdict; readonly same: boolean };

/**
 * Records the audit of a file at a service, and gives the stricter of its verdict and ours.
 *
 * What travels is the declaration with its evidence as the audit took it: quoted terms, observed places and digests,
 * and never the plan or template that places were read from.
 */
export async function recordAudit(found: AuditedFile, asked: RecordingAsked, terminal: Terminal): Promise<Recording> {
  const request = requestOf(found, asked, terminal);
  const { status, text } = await sent(request);
  const answer = Recorded.safeParse(parsed(text));
  if (status >= 300 || !answer.success) throw refusal(status, text);
  const { id, verdict, digest } = answer.data;
  const { audit } = found;
  terminal.complain(`nivas: recorded as audit ${visible(id)}: ${verdict}, ${visible(digest)}`);
  if (digest !== audit.digest)
    terminal.complain(
      `nivas: that is not what was found here (${audit.verdict}, ${audit.digest}): the service judges by other rules, another registry or of another day`,
    );
  return { verdict: strictestVerdict([verdict, audit.verdict]), same: digest === audit.digest };
}

type Request = { readonly url: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };

function requestOf({ sent: body }: AuditedFile, asked: RecordingAsked, terminal: Terminal): Request {
  const { server = '', application, token = terminal.token, asOf } = asked;
  const refuse = (message: string): never => {
    throw new NivasError('request_invalid', message);
  };
  if (asOf !== undefined) refuse('a service records by the law of today: leave out `--as-of`');
  if (application === undefined || !/^[a-z2-7]{26}$/.test(application))
    return refuse('`--application` is missing, or is not an id of 26 letters and digits: the service gave one');
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token))
    return refuse('`--token` is missing: give it, or set NIVAS_TOKEN');
  return {
    url: `${originOf(server)}/v1/applications/${application}/declarations`,
    body: JSON.stringify(body),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      // The same for every attempt of this run, so that a lost answer is no second record.
      'idempotency-key': `check-${randomUUID()}`,
    },
  };
}

/** Where the service answers. Over plain HTTP a token could be read on the way, so that is only for this machine. */
function originOf(typed: string): string {
  const url = URL.parse(typed);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw new NivasError('request_invalid', `\`${typed}\` is not an address such as \`https://nivas.example\``);
  if (url.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
    throw new NivasError(
      'request_invalid',
      `\`${typed}\` is not encrypted, and a token would be sent there: use https`,
    );
  return url.href.split(/[?#]/)[0]?.replace(/\/+$/, '') ?? '';
}

/** The answer, asked for again where the service is busy or cannot be reached. Redirections are not followed. */
async function sent({ url, body, headers }: Request): Promise<{ readonly status: number; readonly text: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }).catch((cause: unknown) => cause);
    const busy = !(answer instanceof Response) || answer.status === 429 || answer.status >= 500;
    if (busy && attempt < tries) {
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      continue;
    }
    if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
    throw new NivasError('busy', `${url} does not answer: what was found is not recorded`, [], { cause: answer });
  }
}

function refusal(status: number, text: string): NivasError {
  const { detail, title } = Refusal.safeParse(parsed(text)).data ?? {};
  return new NivasError(
    'request_invalid',
    `the service did not record it: ${status} ${detail ?? title ?? 'no reason given'}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever stands there, it is no answer of the service.
    return undefined;
  }
}
