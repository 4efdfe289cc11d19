import { routeNamed } from '../../shared/api/routes.ts';
import { getAudit } from '../../shared/operations/get-audit.ts';
import { getReport } from '../../shared/operations/get-report.ts';
import type { Ports } from '../../shared/ports.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';

/** What reads a tenant's own records. */
export function readHandler(ports: Pick<Ports, 'records'>, log?: Log): Handler {
  return lambdaHandler(
    'read',
    [
      endpoint(routeNamed('getAudit'), async ({ tenant, params }) => ({
        body: await getAudit(ports, { tenant, ...params }),
      })),
      endpoint(routeNamed('getReport'), async ({ tenant, params }) => ({
        body: await getReport(ports, { tenant, ...params }),
      })),
    ],
    log,
  );
}
