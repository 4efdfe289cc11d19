import { wordsOf } from '../../shared/policy/compiled.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { Pack } from '../../shared/policy/pack.ts';
import { versionOf } from '../../shared/policy/version.ts';
import { rulesPage } from '../../shared/report/page-rules.ts';
import { allPacks, registry, setOf, words } from '../policy/fixture-packs.ts';

/** The page of one version of a pack, among all packs. */
export function pageOf(id: string, version: string, packs: readonly Pack[] = allPacks, set = setOf()): string {
  const policy = loadPolicy(packs, set, words);
  const pack = policy.packs.find((one) => one.pack === id);
  const found = pack && versionOf(pack, version, wordsOf(registry));
  if (pack === undefined || found === undefined) throw new Error(`there is no ${id} ${version}`);
  return rulesPage({ pack, found, catalogue: { n: 7, registry, policy } });
}

/** The page of a pack in which everything that its author may choose freely is an attack. */
export function hostilePage(attack: string): string {
  const said = JSON.stringify(attack);
  const long = `${attack} and ten more letters`;
  const pack = Pack.parse({
    pack: 'hostile',
    title: attack,
    kind: 'law',
    issuer: 'nobody',
    source: `https://example.in/?${attack}`,
    scope: long,
    versions: [{ id: attack, instrument: attack, from: '2020-01-01', to: 'open' }],
    appliesTo: `app.motto == ${said} || undecided(${said})`,
    facts: {
      motto: { on: 'application', type: 'string', values: [attack], ask: long },
      tier: { on: 'placement', type: 'list', values: [attack], ask: long },
    },
    readings: { where: { ask: attack, options: { [attack]: attack, other: attack } } },
    rules: [
      {
        id: 'one',
        claim: long,
        for: 'placement',
        data: 'user',
        activities: ['store'],
        when: `reading.where == ${said}`,
        require: `placement.tier.exists(one, one == ${said}) || place.inTable(${said}) || app.motto.contains(${said})`,
        clause: long,
        because: `{{placement.tier}} ${attack}`,
        remedy: long,
        suspended: [{ from: '2020-01-01', to: 'open', by: attack }],
        controls: { [attack]: [attack] },
        source: `https://example.in/?${attack}`,
      },
    ],
  });
  const set = setOf({ packs: { law: ['hostile'], also: [] }, readings: { 'hostile/where': attack } });
  return pageOf('hostile', attack, [pack], set);
}
