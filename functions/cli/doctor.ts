import { styleText } from 'node:util';
import { documentClient, objectClient } from '../../shared/adapters/aws/client.ts';
import { printed, type Style } from '../../shared/report/lines.ts';
import { ask } from './doctor/ask.ts';
import { bodiesAreKept } from './doctor/bucket.ts';
import { catalogueIsWhole } from './doctor/catalogue.ts';
import { clocksAgree } from './doctor/clock.ts';
import { describesItself } from './doctor/description.ts';
import { doorsAreShut } from './doctor/doors.ts';
import { absent, type Finding, unseen } from './doctor/finding.ts';
import { answers, isHere } from './doctor/health.ts';
import { indexesAgree } from './doctor/indexes.ts';
import { type Installation, type Named, namedInstallation } from './doctor/installation.ts';
import { localService } from './doctor/local-service.ts';
import type { Check, Patient } from './doctor/patient.ts';
import { judgesAsHere } from './doctor/release.ts';
import { catalogueIsKept, recordsAreKept } from './doctor/tables.ts';
import { whyOf } from './doctor/why.ts';
import type { Terminal } from './terminal.ts';

export type DoctorOptions = Named & { readonly quick?: boolean };

/** `asks`: of the service, so there is nothing to see while it is silent. `whole`: reads the whole table. */
type Step = { readonly what: string; readonly check: Check; readonly asks?: true; readonly whole?: true };

const steps: readonly Step[] = [
  { what: 'the service', check: answers },
  { what: 'engine, registry and policy', check: judgesAsHere, asks: true },
  { what: 'the description of the API', check: describesItself, asks: true },
  { what: 'the clock', check: clocksAgree, asks: true },
  { what: 'whether a token is asked for', check: doorsAreShut, asks: true },
  { what: 'the table of records', check: recordsAreKept },
  { what: 'the table of the catalogue', check: catalogueIsKept },
  { what: 'the bucket', check: bodiesAreKept },
  { what: 'the catalogue', check: catalogueIsWhole },
  { what: 'lists and edges', check: indexesAgree, whole: true },
];

/** `nivas doctor`: looks at an installation, says in sentences what is wrong with it, and gives the exit status. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<number> {
  const patient = await patientIn(namedInstallation(options) ?? (await localService()), terminal);
  const all: Finding[] = [];
  for (const step of steps) {
    const found = await findingsOf(step, patient, options.quick === true);
    for (const finding of found) terminal.print(line(finding, terminal));
    all.push(...found);
  }
  const count = (kind: Finding['kind']) => all.filter((finding) => finding.kind === kind).length;
  terminal.print(`\n${printed([{ text: summary(count('wrong'), count('unseen')) }])}`);
  if (count('wrong') > 0) return 2;
  return count('unseen') > 0 ? 1 : 0;
}

async function patientIn({ origin, names, env }: Installation, { complain }: Terminal): Promise<Patient> {
  const now = () => new Date();
  const health = await ask({ origin, now }, '/v1/health').catch(whyOf);
  const emulated = {
    tables: isHere(env.AWS_ENDPOINT_URL_DYNAMODB ?? ''),
    bucket: isHere(env.AWS_ENDPOINT_URL_S3 ?? ''),
  };
  return {
    origin,
    health,
    names,
    dynamodb: documentClient(env),
    s3: objectClient(env),
    emulated,
    now,
    progress: complain,
  };
}

/** What a step found. One that breaks says so, and the others go on. */
async function findingsOf({ what, check, asks, whole }: Step, patient: Patient, quick: boolean) {
  if (whole && quick) return [absent(`${what}: left out, as --quick asks`)];
  if (asks && typeof patient.health === 'string') return [absent(`${what}: the service does not answer`)];
  return check(patient).catch((error: unknown) => [unseen(`${what} could not be looked at: ${whyOf(error)}`)]);
}

const marks: Readonly<Record<Finding['kind'], readonly [string, Style]>> = {
  well: ['✓', 'green'],
  wrong: ['✗', 'red'],
  absent: ['–', 'dim'],
  unseen: ['–', 'yellow'],
};

function line({ kind, says, details = [] }: Finding, { colour }: Terminal): string {
  const [mark, style] = marks[kind];
  const paint = (named: Style, text: string) => (colour ? styleText(named, text, { validateStream: false }) : text);
  return printed([{ text: says, lead: `${mark} `, style }, ...details.map((text) => ({ text, indent: 4 }))], paint);
}

function summary(wrong: number, unseen: number): string {
  const lookAgain = 'see reasons above (network, AWS credentials, AWS_REGION, rights), then ask again.';
  const blind = unseen === 0 ? '' : ` ${unseen} could not be looked at, and may be well or not: ${lookAgain}`;
  if (wrong === 0) return unseen === 0 ? 'Nothing is wrong.' : `Nothing wrong was seen.${blind}`;
  return `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.${blind}`;
}
