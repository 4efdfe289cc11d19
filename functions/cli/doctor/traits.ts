import { absent, type Finding, unseen, well, wrong } from './finding.ts';
import { whyOf } from './why.ts';

/** What a table or a bucket should have. */
export type Trait = {
  /** `deletion protection`: what it has, or need not have. */
  readonly name: string;
  /** Asked of an emulator too. */
  readonly always?: true;
  /** Undefined if it is there; else what was found, what would be right, what to do. */
  readonly fault: () => Promise<string | undefined> | string | undefined;
};

/** One line for what is there, one for what an emulator has not, and one for each thing that is wrong. */
export async function judge(what: string, traits: readonly Trait[], emulated: boolean): Promise<readonly Finding[]> {
  const there: string[] = [];
  const lacking: string[] = [];
  const faults: Finding[] = [];
  for (const { name, always, fault } of traits) {
    const excused = emulated && !always;
    try {
      const said = await fault();
      if (said === undefined) there.push(name);
      else if (excused) lacking.push(name);
      else faults.push(wrong(`${what}: ${said}`));
    } catch (error) {
      if (excused) lacking.push(name);
      else faults.push(unseen(`${what}: ${name} could not be looked at: ${whyOf(error)}`));
    }
  }
  return [
    ...(there.length > 0 ? [well(`${what} has ${there.join(', ')}`)] : []),
    ...(lacking.length > 0 ? [absent(`${what}: an emulator need not have ${lacking.join(', ')}`)] : []),
    ...faults,
  ];
}
