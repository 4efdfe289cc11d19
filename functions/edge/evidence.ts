import { routeNamed } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';

const unbuilt = () => Promise.reject(new NivasError('internal', 'not built yet'));

/** What tenants upload. */
export function evidenceHandler(log?: Log): Handler {
  return lambdaHandler(
    'evidence',
    [endpoint(routeNamed('offerEvidence'), unbuilt), endpoint(routeNamed('getEvidence'), unbuilt)],
    log,
  );
}
