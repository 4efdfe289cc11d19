import { routeNamed } from '../../shared/api/routes.ts';
import { askQuestions } from '../../shared/operations/ask-questions.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { getHealth } from '../../shared/operations/get-health.ts';
import { getOpenApi } from '../../shared/operations/get-open-api.ts';
import { getPack } from '../../shared/operations/get-pack.ts';
import { getRules } from '../../shared/operations/get-rules.ts';
import { getSchema } from '../../shared/operations/get-schema.ts';
import { getSite } from '../../shared/operations/get-site.ts';
import { listPacks } from '../../shared/operations/list-packs.ts';
import { listSites } from '../../shared/operations/list-sites.ts';
import { planRemedies } from '../../shared/operations/plan-remedies.ts';
import type { Ports } from '../../shared/ports.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';
import { json } from './result.ts';

/** What touches no record. */
export function statelessHandler(ports: Pick<Ports, 'catalogue' | 'now'>, log?: Log): Handler {
  return lambdaHandler('stateless', [...ofChecks(ports), ...ofCatalogue(ports)], log);
}

const ofChecks = (ports: Pick<Ports, 'catalogue' | 'now'>) => [
  endpoint(routeNamed('checkDeclaration'), async ({ query, content }) => ({
    body: await checkDeclaration(ports, { ...content(), ...query }),
  })),
  endpoint(routeNamed('askQuestions'), async ({ query, content }) => ({
    body: await askQuestions(ports, { ...content(), ...query }),
  })),
  endpoint(routeNamed('planRemedies'), async ({ query, content }) => ({
    body: await planRemedies(ports, { ...content(), ...query }),
  })),
  endpoint(routeNamed('getHealth'), async () => ({ body: JSON.stringify(await getHealth(ports)) })),
  endpoint(routeNamed('getSchema'), async () => ({ body: JSON.stringify(await getSchema(ports)) })),
  endpoint(routeNamed('getOpenApi'), async () => ({ body: JSON.stringify(await getOpenApi(ports)) })),
];

const ofCatalogue = (ports: Pick<Ports, 'catalogue' | 'now'>) => [
  endpoint(routeNamed('listSites'), async ({ query }) => json(await listSites(ports, query))),
  endpoint(routeNamed('getSite'), async ({ params, query }) => json(await getSite(ports, { ...params, ...query }))),
  endpoint(routeNamed('listPacks'), async ({ query }) => json(await listPacks(ports, query))),
  endpoint(routeNamed('getPack'), async ({ params, query }) => json(await getPack(ports, { ...params, ...query }))),
  endpoint(routeNamed('getRules'), async ({ params, query }) => ({
    body: await getRules(ports, { ...params, ...query }),
  })),
];
