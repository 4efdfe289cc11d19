import { absent, type Finding, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';

const mostSeconds = 30;

/** Whether the clock here agrees with the service's. */
export async function clocksAgree({ health }: Patient): Promise<readonly Finding[]> {
  const there = typeof health === 'string' || health.date === null ? Number.NaN : Date.parse(health.date);
  if (typeof health === 'string' || Number.isNaN(there))
    return [absent('the clock: the answer of the service has no date that can be read')];
  // A date has whole seconds: what it says is half a second early on average.
  const skew = there + 500 - (health.asked.getTime() + health.answered.getTime()) / 2;
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (seconds <= mostSeconds) return [well(`the clock here and the service's agree within ${mostSeconds} seconds`)];
  return [
    wrong(
      `the clock here is ${seconds} seconds ${skew > 0 ? 'behind' : 'ahead of'} the service's; ${mostSeconds} would be ` +
        'fine. Law begins at midnight in India, and tokens end by the second: set the clock that is wrong by a time ' +
        'server (on AWS that is most likely the one here)',
    ),
  ];
}
