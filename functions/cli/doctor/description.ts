import * as z from 'zod';
import { openApi } from '../../../shared/api/openapi.ts';
import { releaseRulebook } from '../../../shared/policy/release.ts';
import { visible } from '../../../shared/report/lines.ts';
import { ask, jsonIn } from './ask.ts';
import { type Finding, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const path = '/v1/openapi.json';
const Described = z.object({ info: z.object({ title: z.literal('Nivas'), version: z.string() }) });
const majorOf = (version: string) => version.split('.')[0];

/** Whether the service describes itself, as a version that this checkout speaks: within a major one all fit. */
export async function describesItself(patient: Patient): Promise<readonly Finding[]> {
  const { status, body } = await ask(patient, path);
  const here = Described.parse(openApi(releaseRulebook().policy.facts)).info.version;
  const there = status === 200 ? Described.safeParse(jsonIn(body)).data?.info.version : undefined;
  if (there === undefined)
    return [
      wrong(
        `${path} answers ${status} and no description of Nivas. It should answer 200 with version ${here}. See whether ` +
          'the function `stateless` is the one of this release, and its log',
      ),
    ];
  if (majorOf(there) === majorOf(here)) return [well(`${path} describes version ${visible(there)}`)];
  return [
    wrong(
      `${path} describes version \`${visible(there)}\`, and this checkout speaks ${here}. Check out the release that is ` +
        'deployed, and ask again from there',
    ),
  ];
}
