import { routeNamed } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { getHealth } from '../../shared/operations/get-health.ts';
import { getOpenApi } from '../../shared/operations/get-open-api.ts';
import { getSchema } from '../../shared/operations/get-schema.ts';
import type { Ports } from '../../shared/ports.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';

/** What touches no record. */
export function statelessHandler(ports: Pick<Ports, 'catalogue' | 'now'>, log?: Log): Handler {
  return lambdaHandler(
    'stateless',
    [
      endpoint(routeNamed('checkDeclaration'), async ({ query, content }) => ({
        body: await checkDeclaration(ports, { ...content(), ...query }),
      })),
      endpoint(routeNamed('getHealth'), async () => ({ body: JSON.stringify(await getHealth(ports)) })),
      endpoint(routeNamed('getSchema'), async () => ({ body: JSON.stringify(await getSchema(ports)) })),
      endpoint(routeNamed('getOpenApi'), async () => ({ body: JSON.stringify(await getOpenApi(ports)) })),
      ...(['listSites', 'getSite', 'listPacks', 'getPack', 'getRules'] as const).map((name) =>
        endpoint(routeNamed(name), () => Promise.reject(new NivasError('internal', 'not built yet'))),
      ),
    ],
    log,
  );
}
