import { routeNamed } from '../../shared/api/routes.ts';
import { applicationTag } from '../../shared/operations/application-state.ts';
import { endOfDay, startOfDay } from '../../shared/operations/days.ts';
import { getApplication } from '../../shared/operations/get-application.ts';
import { getAudit } from '../../shared/operations/get-audit.ts';
import { getDeclaration } from '../../shared/operations/get-declaration.ts';
import { getQuestions } from '../../shared/operations/get-questions.ts';
import { getReport } from '../../shared/operations/get-report.ts';
import { listApplications } from '../../shared/operations/list-applications.ts';
import { listApplicationAudits, listAudits } from '../../shared/operations/list-audits.ts';
import type { Ports } from '../../shared/ports.ts';
import { endpoint, type Handler, lambdaHandler } from './handler.ts';
import type { Log } from './log.ts';
import { json } from './result.ts';

/** What reads records: a tenant its own, a regulator what packs of its issuers judged. */
export function readHandler(ports: Pick<Ports, 'catalogue' | 'records' | 'evidence'>, log?: Log): Handler {
  return lambdaHandler('read', [...ofApplications(ports), ...ofAudits(ports)], log);
}

const ofApplications = (ports: Pick<Ports, 'catalogue' | 'records'>) => [
  endpoint(routeNamed('listApplications'), async ({ reader, query: { limit, cursor, verdict, pack } }) => {
    const filter = { ...(verdict && { verdict }), ...(pack !== undefined && { pack }) };
    return json(await listApplications(ports, { reader, filter, limit, cursor }));
  }),
  endpoint(routeNamed('getApplication'), async ({ reader, params }) => {
    const state = await getApplication(ports, { reader, ...params });
    return { ...json(state), tag: applicationTag(state) };
  }),
  endpoint(routeNamed('listApplicationAudits'), async ({ reader, params, query }) =>
    json(await listApplicationAudits(ports, { reader, ...params, ...query })),
  ),
  endpoint(routeNamed('getQuestions'), async ({ reader, params }) =>
    json(await getQuestions(ports, { reader, ...params })),
  ),
];

const ofAudits = (ports: Pick<Ports, 'catalogue' | 'records' | 'evidence'>) => [
  endpoint(routeNamed('listAudits'), async ({ reader, query: { limit, cursor, from, to, verdict, pack, site } }) => {
    const filter = {
      ...(verdict && { verdict }),
      ...(pack !== undefined && { pack }),
      ...(site !== undefined && { site }),
      ...(from !== undefined && { from: startOfDay(from) }),
      ...(to !== undefined && { until: endOfDay(to) }),
    };
    return json(await listAudits(ports, { reader, filter, limit, cursor }));
  }),
  endpoint(routeNamed('getAudit'), async ({ reader, params }) => ({
    body: await getAudit(ports, { reader, ...params }),
  })),
  endpoint(routeNamed('getDeclaration'), async ({ reader, params }) => ({
    body: await getDeclaration(ports, { reader, ...params }),
  })),
  endpoint(routeNamed('getReport'), async ({ reader, params }) => ({
    body: await getReport(ports, { reader, ...params }),
  })),
];
