import * as z from 'zod';
import { Health } from '../../../shared/api/answer.ts';
import { visible } from '../../../shared/report/lines.ts';
import { jsonIn } from './ask.ts';
import { type Finding, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

/** A later release may say more. */
const Said = z.object(Health.shape);
export type Said = z.infer<typeof Said>;

/** What the service says of its health; undefined if it says nothing that can be read. */
export function healthIn({ health }: Pick<Patient, 'health'>): Said | undefined {
  if (typeof health === 'string' || health.status !== 200) return undefined;
  return Said.safeParse(jsonIn(health.body)).data;
}

/** Whether this is a name or address of this machine. */
export const isHere = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);

/** Whether the service answers, and so that nobody on the way can listen. */
export async function answers(patient: Patient): Promise<readonly Finding[]> {
  const { origin, health } = patient;
  const at = `\`${origin}\``;
  if (typeof health === 'string')
    return [
      wrong(
        `the service does not answer at ${at}: ${health}. It should answer 200 at /v1/health. See that the address is ` +
          'right and that this machine may reach it; then see the alarms in docs/runbook.md',
      ),
    ];
  if (healthIn(patient) === undefined) return [wrong(unhealthy(at, health.status, health.body))];
  if (origin.startsWith('https:')) return [well(`the service answers at ${at}, over HTTPS`)];
  if (isHere(origin)) return [well(`the service answers at ${at}; on this machine HTTPS is not needed`)];
  return [
    wrong(
      `the service answers at ${at} without HTTPS, so whoever is on the way reads tokens and records and can change ` +
        'them. Serve it over https only, and give callers that address',
    ),
  ];
}

function unhealthy(at: string, status: number, body: string): string {
  const said = visible(body.slice(0, 200));
  const found = `the service at ${at} answers ${status} at /v1/health${said === '' ? '' : `, \`${said}\``}`;
  if (status === 503)
    return `${found}. It should answer 200; it cannot read its catalogue: see what is said of the catalogue below`;
  return `${found}. It should answer 200 and say its engine and catalogue. See that this is the address of Nivas`;
}
