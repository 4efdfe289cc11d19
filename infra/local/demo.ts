import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { mintToken } from './issuer.ts';

const tenant = 'acme';
const Registered = z.object({ id: z.string() });

/**
 * Publishes the release, registers application `demo` through the API, and gives a command line to try it with.
 *
 * Both are safe to repeat: the second start replays the first one's registration.
 */
export async function prepareDemo(origin: string, state: string): Promise<string> {
  // Loaded late: its clients read the environment, which is only now complete.
  const { publishRelease } = await import('../../functions/edge/publish.ts');
  await publishRelease(process.env);
  const token = await mintToken({ tenant, scopes: ['declare'], seconds: 60 }, state);
  const answer = await fetch(`${origin}/v1/applications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'demo',
    },
    body: JSON.stringify({ name: 'demo' }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new NivasError('internal', `application \`demo\` was not registered: ${answer.status} ${text}`);
  return tryIt(`${origin}/v1/applications/${Registered.parse(JSON.parse(text)).id}/declarations`);
}

const tryIt = (url: string) => {
  const curl = [
    `curl -sS ${url}`,
    `-H "authorization: Bearer $(npx nivas token --tenant ${tenant} --scope 'declare read')"`,
    "-H 'content-type: application/yaml'",
    '-H "idempotency-key: $(date +%s)"',
    '--data-binary @examples/short-video-before/residency.yaml',
  ];
  const check = 'npx nivas check examples/short-video-before/residency.yaml';
  return `${curl.join(' ')}\n\nThe same audit, laid out for a terminal: ${check}`;
};
