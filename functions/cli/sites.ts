import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { refuseUnlisted } from '../../shared/operations/list-sites.ts';
import { siteState } from '../../shared/operations/site-state.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { approvalOf, type SiteFilter, sitesWhere } from '../../shared/registry/lookup.ts';
import { type Paragraph, printed } from '../../shared/report/lines.ts';
import { counted } from '../../shared/report/words.ts';
import { painted, type Terminal } from './terminal.ts';

export type SitesOptions = SiteFilter & {
  /** Only those that the scheme of the policy set approves on the date. */
  readonly approved?: boolean;
  readonly asOf?: string;
  readonly json?: boolean;
};

/** `nivas sites`: the sites of the registry of this release that fit, with whether they are approved. */
export async function sites(options: SitesOptions, terminal: Terminal): Promise<number> {
  const { approved, asOf = terminal.today(), json, ...filter } = options;
  if (!z.iso.date().safeParse(asOf).success)
    throw new NivasError('request_invalid', `\`${asOf}\` is not a date such as \`2026-11-22\``);
  const { registry, policy } = releaseRulebook();
  listed(() => refuseUnlisted(registry, filter));
  const { scheme } = policy.set;
  const found = sitesWhere(registry, filter)
    .map((site) => ({ site, standing: approvalOf(registry, scheme, site.id, asOf) }))
    .filter(({ standing }) => !approved || standing.approved === true);
  if (json)
    terminal.print(
      JSON.stringify(
        found.map(({ site }) => siteState(registry, site, asOf)),
        undefined,
        2,
      ),
    );
  else terminal.print(printed([head(found.length, asOf), ...found.flatMap(told)], painted(terminal).colour));
  return 0;
}

/** A refusal of the service names a part of its query; here each option is its own name. */
function listed(refuse: () => void): void {
  try {
    refuse();
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const said = error.issues.map(({ pointer, message }) => `--${pointer.split('/').at(-1)}: ${message}`);
    throw new NivasError(error.code, said.join('; '), [], { cause: error });
  }
}

const head = (count: number, asOf: string): Paragraph => ({ text: `${counted(count, 'site')}, as of ${asOf}` });

type Found = {
  readonly site: ReturnType<typeof sitesWhere>[number];
  readonly standing: ReturnType<typeof approvalOf>;
};

function told({ site, standing: { approved, why } }: Found): Paragraph[] {
  const { id, name, kind, city, subdivision, certain, status, confidence } = site;
  const where = [city, subdivision ?? (certain.join(', ') || 'country not known')].filter((part) => part !== undefined);
  const sign = approved === undefined ? '?' : approved ? '✓' : '–';
  return [
    { text: `${id}: ${name}`, lead: `${sign} `, ...(approved ? { style: 'green' as const } : {}) },
    { text: `${where.join(', ')}; ${kind}, ${status}, ${confidence}; ${why}`, indent: 4, style: 'dim' },
  ];
}
