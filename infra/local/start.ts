import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { NivasError } from '../../shared/error.ts';
import { makeAuthorizer } from './authorizer.ts';
import { claimState } from './claim.ts';
import { prepareDemo } from './demo.ts';
import { findDynoxide, startDynoxide } from './dynoxide.ts';
import { makeGateway } from './gateway.ts';
import { loadHandlers } from './handlers.ts';
import { type Keys, openIssuer } from './issuer.ts';
import { makeResources } from './make.ts';
import { close, listen, makeServer, withIssuer } from './server.ts';
import { announce } from './service-file.ts';
import { shownState, stateFolder } from './state.ts';
import { synthesise } from './synth.ts';
import { type Plan, parseTemplates } from './template.ts';
import { makeThinS3 } from './thin-s3.ts';
import { makeThrottle } from './throttle.ts';

const state = stateFolder();
/** What to end: the server first, so that requests under way still find their stores. */
const stops: (() => Promise<void>)[] = [];

/** `npm start`: the whole service on this machine, until Ctrl-C. */
async function start(): Promise<void> {
  const began = Date.now();
  stops.push(await claimState(state));
  const keys = await openIssuer(state);
  // The port first: the sentence that it is taken should come at once. Until all is made, 503.
  let api: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"Service Unavailable"}');
  };
  const server = makeServer(
    withIssuer(
      keys,
      () => origin,
      (request, response) => api(request, response),
    ),
  );
  const origin = await listen(server, portIn(process.env));
  stops.push(() => close(server));
  const plan = parseTemplates(await synthesise(state));
  await openStores();
  await makeResources(plan);
  api = await makeApi(plan, keys);
  const demo = await prepareDemo(origin, state);
  stops.push(await announce(state, origin, plan));
  console.log(`\nNivas answers at ${origin}, ready after ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  console.log(`What it records is kept in ${shownState()}. Ctrl-C stops it.\n\n${demo}\n`);
}

function portIn(env: NodeJS.ProcessEnv): number {
  const port = Number(env.PORT || 8787);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new NivasError('request_invalid', `PORT is \`${env.PORT}\`, and a port is a number from 0 to 65535`);
}

/** Sets what an SDK client reads. Endpoints that are set already are somebody's choice, and stay. */
async function openStores(): Promise<void> {
  const { env } = process;
  env.AWS_REGION ??= 'ap-south-1';
  env.AWS_ACCESS_KEY_ID ??= 'local';
  env.AWS_SECRET_ACCESS_KEY ??= 'local';
  if (env.AWS_ENDPOINT_URL_DYNAMODB === undefined) {
    const dynoxide = await startDynoxide(findDynoxide(env), join(state, 'dynamodb.sqlite'));
    stops.push(dynoxide.stop);
    dynoxide.ended.then(() => fail(new NivasError('store_unavailable', 'dynoxide has ended'))).catch(fail);
    env.AWS_ENDPOINT_URL_DYNAMODB = dynoxide.endpoint;
  }
  if (env.AWS_ENDPOINT_URL_S3 === undefined) {
    const s3 = makeThinS3({ root: join(state, 's3'), secret: env.AWS_SECRET_ACCESS_KEY });
    env.AWS_ENDPOINT_URL_S3 = await listen(s3, 0);
    stops.push(() => close(s3));
  }
}

/** Handlers read their environment when they are loaded, so it is set before. */
async function makeApi(plan: Plan, keys: Keys): Promise<RequestListener> {
  for (const { lambda } of plan.routes) Object.assign(process.env, lambda.environment);
  process.env.POWERTOOLS_METRICS_DISABLED = 'true'; // Nobody reads them here.
  const handlers = await loadHandlers(plan.routes.map(({ lambda }) => lambda.entry));
  const { routes, cors } = plan;
  // Off unless asked for: what one machine is asked a second says nothing of the routes' limits.
  const throttle = process.env.NIVAS_THROTTLE === 'on' ? makeThrottle(() => performance.now()) : undefined;
  return makeGateway({ routes, handlers, authorize: makeAuthorizer(keys), cors, throttle });
}

let stopping = false;
async function stop(status: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const undo of stops) await undo();
  process.exit(status);
}

/** What we expected is one sentence; anything else is a bug, and is shown whole. */
function fail(error: unknown): void {
  if (stopping) return;
  console.error(error instanceof NivasError ? `nivas: ${error.message}` : error);
  stop(1).catch(() => process.exit(1));
}

/** Whoever started us is gone, however it went: nobody could stop us any more. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) stop(0).catch(fail);
}, 500).unref();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0).catch(fail));
start().catch(fail);
