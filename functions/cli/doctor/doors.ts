import { type Route, routes } from '../../../shared/api/routes.ts';
import { ask } from './ask.ts';
import { type Finding, unseen, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';
import { whyOf } from './why.ts';

const guarded: readonly Route[] = routes.filter((route: Route) => route.scope !== null);

/** Whether every route with a scope refuses whoever has no token. Nothing is recorded even if one does not. */
export async function doorsAreShut(patient: Patient): Promise<readonly Finding[]> {
  const tried = await Promise.all(guarded.map((route) => tryDoor(patient, route)));
  const open = tried.filter(({ outcome }) => outcome === 'open');
  const untold = tried.filter(({ outcome }) => outcome === 'untold');
  const findings = [
    ...(open.length === 0
      ? []
      : [
          wrong(
            `AN OPEN DOOR: without a token ${listed(open)}. 401 would be right. Anybody may get at records: close it ` +
              'now, by disabling the routes or setting the concurrency of their functions to 0 (docs/runbook.md), then ' +
              'find out who took the authorizer away and deploy `NivasApi` again',
          ),
        ]),
    ...(untold.length === 0
      ? []
      : [unseen(`without a token ${listed(untold)}, which tells not whether a token is asked for. Ask again later`)]),
  ];
  return findings.length > 0 ? findings : [well(`all ${tried.length} routes with a scope refuse whoever has no token`)];
}

type Tried = { readonly outcome: 'shut' | 'open' | 'untold'; readonly says: string };

async function tryDoor(patient: Patient, { method, path }: Route): Promise<Tried> {
  const door = `\`${method} ${path}\``;
  try {
    const { status } = await ask(patient, path.replaceAll(/\{\w+\}/g, 'doctor'), method);
    return { outcome: outcomeOf(status), says: `${door} answers ${status}` };
  } catch (error) {
    return { outcome: 'untold', says: `${door} gives no answer (${whyOf(error)})` };
  }
}

/** 403, 429 and 5xx: something refused or broke before it could be seen whether a token is asked for. */
function outcomeOf(status: number): Tried['outcome'] {
  if (status === 401) return 'shut';
  return status === 403 || status === 429 || status >= 500 ? 'untold' : 'open';
}

const listed = (tried: readonly Tried[]) => tried.map(({ says }) => says).join(', ');
