import { differences } from '../../shared/policy/difference/difference.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { inForce } from '../../shared/policy/wording/pack.ts';
import { type Paragraph, printed } from '../../shared/report/lines.ts';
import { differenceText } from '../../shared/report/text-difference.ts';
import { kindOf } from '../../shared/report/words.ts';
import { packNamed } from './pack-named.ts';
import type { Terminal } from './terminal.ts';

export type PacksOptions = { readonly json?: boolean };

/** `nivas packs`: the packs of this release, and what of them is in force today. */
export async function packs({ json }: PacksOptions, terminal: Terminal): Promise<number> {
  const today = terminal.today();
  const all = releaseRulebook().policy.packs.map(({ pack, title, kind, versions }) => ({
    pack,
    title,
    kind,
    versions: versions.map((version) => ({ ...version, inForce: inForceOn(today, version) })),
  }));
  terminal.print(json ? JSON.stringify(all, undefined, 2) : printed(all.flatMap(told)));
  return 0;
}

type Version = { readonly from: string; readonly to: string; readonly status: string };

const inForceOn = (day: string, { from, to, status }: Version) =>
  status !== 'proposed' && from <= day && (to === 'open' || day <= to);

type Listed = Pick<ReturnType<typeof releaseRulebook>['policy']['packs'][number], 'pack' | 'title' | 'kind'> & {
  readonly versions: readonly (Parameters<typeof inForce>[0] & { readonly inForce: boolean })[];
};

function told({ pack, title, kind, versions }: Listed): Paragraph[] {
  return [
    { text: `${pack}: ${title} (${kindOf[kind]})` },
    ...versions.map((version) => ({
      text: `${pack}@${version.id}${version.inForce ? ', in force today' : ''}: ${version.instrument}, ${inForce(version)}`,
      indent: 2,
    })),
  ];
}

/** `nivas packs diff`: what one version of a pack says and another does not, in words. 0, whether they differ or not. */
export async function packsDiff(from: string, to: string, { json }: PacksOptions, terminal: Terminal): Promise<number> {
  const rules = releaseRulebook();
  const [was, is] = [await packNamed(from, rules), await packNamed(to, rules)];
  const found = differences(was.side, is.side);
  terminal.print(
    json
      ? JSON.stringify({ from: was.name, to: is.name, differences: found }, undefined, 2)
      : differenceText([was.name, is.name], found),
  );
  return 0;
}
