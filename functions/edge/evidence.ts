import { Offer } from '../../shared/api/body.ts';
import { routeNamed } from '../../shared/api/routes.ts';
import { parseSource } from '../../shared/declaration/source.ts';
import { getEvidence } from '../../shared/operations/get-evidence.ts';
import { type EvidencePorts, offerEvidence } from '../../shared/operations/offer-evidence.ts';
import { requestInvalid } from './call.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';
import { json } from './result.ts';

/** What tenants upload. */
export function evidenceHandler(ports: EvidencePorts, log?: Log): Handler {
  return lambdaHandler(
    'evidence',
    [
      endpoint(routeNamed('offerEvidence'), async ({ tenant, content }) =>
        json(await offerEvidence(ports, { tenant, offer: offerIn(content().text) })),
      ),
      endpoint(routeNamed('getEvidence'), async ({ tenant, params }) =>
        json(await getEvidence(ports, { tenant, ...params })),
      ),
    ],
    log,
  );
}

function offerIn(text: string): Offer {
  const parsed = Offer.safeParse(parseSource(text, 'json', 4).raw);
  if (parsed.success) return parsed.data;
  throw requestInvalid(parsed.error);
}
