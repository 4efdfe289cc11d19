import { Registration } from '../../shared/api/body.ts';
import { routeNamed } from '../../shared/api/routes.ts';
import { parseSource } from '../../shared/declaration/source.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { Ports } from '../../shared/ports.ts';
import { requestInvalid } from './call.ts';
import { plainTag } from './entity-tag.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';

/** What records. */
export function submitHandler(ports: Ports, log?: Log): Handler {
  return lambdaHandler(
    'submit',
    [
      endpoint(routeNamed('registerApplication'), async ({ tenant, headers, content, fingerprint }) => {
        const sent = content();
        const { name } = registrationIn(sent.text);
        const recording = { tenant, idempotencyKey: headers['idempotency-key'], fingerprint: fingerprint(sent) };
        const { json, replayed } = await registerApplication(ports, { ...recording, name });
        return { body: json, replayed };
      }),
      endpoint(routeNamed('submitDeclaration'), async ({ tenant, params, headers, content, fingerprint }) => {
        const sent = content();
        const recording = { tenant, idempotencyKey: headers['idempotency-key'], fingerprint: fingerprint(sent) };
        const ifMatch = headers['if-match'] && plainTag(headers['if-match']);
        const { json, replayed, verdict } = await submitDeclaration(ports, {
          ...recording,
          ...params,
          ...sent,
          ifMatch,
        });
        return { body: json, replayed, verdict };
      }),
    ],
    log,
  );
}

function registrationIn(text: string): Registration {
  const parsed = Registration.safeParse(parseSource(text, 'json', 4).raw);
  if (parsed.success) return parsed.data;
  throw requestInvalid(parsed.error);
}
