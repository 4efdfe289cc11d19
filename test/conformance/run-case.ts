import { type AuditInput, audit } from '../../shared/audit/audit.ts';
import type { Beside, Finding, PackResult } from '../../shared/audit/finding.ts';
import { type Outcome, strictestVerdict } from '../../shared/audit/outcome.ts';
import { canonical, digestOf, sha256 } from '../../shared/canonical.ts';
import { suggestion } from '../../shared/declaration/near-name.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { NivasError } from '../../shared/error.ts';
import { type CompiledPolicy, wordsOf } from '../../shared/policy/compiled.ts';
import { type LoadedPolicy, loadPolicy } from '../../shared/policy/load.ts';
import type { Pack, PolicySet } from '../../shared/policy/pack.ts';
import { indexRegistry, type RegistryIndex } from '../../shared/registry/lookup.ts';
import type { Registry } from '../../shared/registry/registry.ts';
import { type Case, type Circumstances, type Letter, letterOf } from './case-file.ts';
import type { Collected } from './collect.ts';
import { isTree, type Tree, within } from './merge.ts';

/** The packs and the registry that cases are judged by. A case chooses from them and may change the registry. */
export type Release = {
  readonly packs: readonly Pack[];
  readonly registry: RegistryIndex;
  /** Packs that do not load: a case of theirs cannot be judged. */
  readonly refused: readonly string[];
  readonly policyFor: (packs: readonly string[], decided: Pick<Circumstances, 'readings' | 'demand'>) => LoadedPolicy;
};

/** A case that can be judged: everything it names exists. */
export type Ready = {
  readonly id: string;
  readonly file: string;
  readonly written: Case;
  readonly packs: readonly string[];
  /** What was declared, as it would be posted. */
  readonly body: Tree;
  readonly input: AuditInput;
};

/** What the packs of a case say: the strictest verdict, and everything that carries it. */
export type Heard = {
  readonly letter: Letter;
  readonly packs: readonly PackResult[];
  readonly beside: Beside;
};

/** Outcome of a case: what it did not find as expected, or what is wrong with the case itself. */
export type Result = {
  readonly id: string;
  readonly file: string;
  readonly problems: readonly string[];
  readonly ready?: Ready;
  readonly heard?: Heard;
};

/** Findings that the engine makes itself; any pack can be judged by them. */
export const engineRules = ['applies-to', 'contradicts', 'data-complete', 'data-expected', 'evidence-mapped'] as const;

export function releaseOf(compiled: CompiledPolicy, published: Registry, refused: readonly string[] = []): Release {
  const registry = indexRegistry(published);
  const loaded = new Map<string, LoadedPolicy>();
  const standard = compiled.sets.find(({ set }) => set === 'default');
  if (standard === undefined) throw new NivasError('pack_invalid', 'there is no policy set `default`');
  const also = standard.packs.also.filter((pack) => !refused.includes(pack));
  return {
    packs: compiled.packs,
    registry,
    refused,
    policyFor: (packs, { readings, demand }) => {
      const set: PolicySet = {
        ...standard,
        ...demand,
        packs: { law: 'all', also: [...new Set([...also, ...packs])] },
        readings: { ...standard.readings, ...readings },
      };
      const key = canonical(set);
      const policy = loaded.get(key) ?? loadPolicy(compiled.packs, set, wordsOf(registry));
      loaded.set(key, policy);
      return policy;
    },
  };
}

/** Judges one case. What it names and does not exist is a problem of the case, never a verdict. */
export function runCase(collected: Collected, release: Release): Result {
  const { id, file } = collected;
  if ('fault' in collected) return { id, file, problems: [`error in the case: ${collected.fault}`] };
  try {
    const ready = makeReady(collected, release);
    const heard = hear(ready, ready.input.policy);
    return { id, file, ready, heard, problems: problemsOf(ready, heard) };
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const said = error.issues.map(({ pointer, message }) => `${pointer} ${message}`.trim());
    return { id, file, problems: [`error in the case: ${said.length > 0 ? said.join('; ') : error.message}`] };
  }
}

function makeReady(collected: Exclude<Collected, { readonly fault: string }>, release: Release): Ready {
  const { id, file, written, circumstances } = collected;
  const { pack: packs, asOf } = circumstances;
  const gone = packs.filter((pack) => release.refused.includes(pack));
  const faults =
    gone.length > 0 ? gone.map((pack) => `the pack \`${pack}\` does not load`) : namedWrongly(written, packs, release);
  if (faults.length > 0) throw new NivasError('request_invalid', faults.join('; '));
  const policy = release.policyFor(packs, circumstances);
  const evidence = withDigests(circumstances.evidence);
  const declared = resolved({ application: id, ...circumstances.given }, evidence);
  const body = { ...(isTree(declared) ? declared : {}), ...(Object.keys(evidence).length > 0 ? { evidence } : {}) };
  const reading = readDeclaration(body, policy);
  const registry = registryOf(circumstances.registry, release.registry);
  const { lift = [] } = written;
  return { id, file, written, packs, body, input: { ...reading, registry, policy, asOf, lift } };
}

const readers = new WeakMap<LoadedPolicy, ReturnType<typeof declarationReader>>();

/** A declaration as it would be posted, read by the facts of a policy. Throws `declaration_invalid`. */
export function readDeclaration(body: Tree, policy: LoadedPolicy): ReturnType<ReturnType<typeof declarationReader>> {
  const read = readers.get(policy) ?? declarationReader(policy.facts);
  readers.set(policy, read);
  return read(JSON.stringify(body), 'json');
}

/** Packs, versions and rules that do not exist, with what may have been meant. Readings are refused by the policy. */
function namedWrongly(
  { version, by = [], lift = [], expect }: Case,
  packs: readonly string[],
  release: Release,
): string[] {
  const ids = release.packs.map(({ pack }) => pack);
  const own = release.packs.filter(({ pack }) => packs.includes(pack));
  const versions = own.flatMap((pack) => pack.versions.map(({ id }) => id));
  const rules = own.flatMap((pack) => pack.rules.map(({ id }) => id));
  const all = release.packs.flatMap(({ pack, rules }) => rules.map(({ id }) => `${pack}/${id}`));
  const unlisted = (what: string, words: readonly string[], list: readonly string[]) =>
    words
      .filter((word) => !list.includes(word))
      .map((word) => `there is no ${what} \`${word}\`${suggestion(word, list)}`);
  return [
    ...unlisted('pack', packs, ids),
    ...unlisted('version', version === undefined ? [] : [version], versions),
    ...unlisted('rule', by, [...rules, ...engineRules]),
    ...unlisted('rule', lift, all),
    ...(expect === 'X' && by.length > 0 ? ['`by` with `X`: no finding carries not-applicable'] : []),
  ];
}

/** Evidence with the digest of its own content where none was given. */
function withDigests(evidence: Tree): Tree {
  return Object.fromEntries(
    Object.entries(evidence).map(([key, item]) => {
      if (!isTree(item) || item.sha256 !== undefined) return [key, item];
      const digest =
        typeof item.text === 'string' ? sha256(item.text) : digestOf(item.placements ?? []).replace('sha256:', '');
      return [key, { ...item, sha256: digest, ...(item.kind === 'public-terms' ? mediaType(item) : {}) }];
    }),
  );
}

const mediaType = ({ mediaType = 'text/plain' }: Tree) => ({ mediaType });

/** The declaration with the digest of evidence wherever a `sha256` says `of:<its key>`. */
function resolved(value: unknown, evidence: Tree, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, evidence));
  if (isTree(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, evidence, key)]));
  if (field !== 'sha256' || typeof value !== 'string' || !value.startsWith('of:')) return value;
  const key = value.slice('of:'.length);
  const item = Object.hasOwn(evidence, key) ? evidence[key] : undefined;
  if (isTree(item)) return item.sha256;
  throw new NivasError('request_invalid', `there is no evidence \`${key}\`${suggestion(key, Object.keys(evidence))}`);
}

/** The registry with the rows of a case: they replace all rows of their scheme and site, and tables of their name. */
function registryOf({ approvals, tables, schemes }: Circumstances['registry'], index: RegistryIndex): RegistryIndex {
  if (approvals.length + Object.keys(tables).length + Object.keys(schemes).length === 0) return index;
  const { registry } = index;
  const named = [...approvals.map(({ scheme }) => scheme), ...Object.keys(schemes)];
  const unknown = named.find((scheme) => !Object.hasOwn(registry.schemes, scheme));
  if (unknown !== undefined)
    throw new NivasError(
      'request_invalid',
      `there is no scheme \`${unknown}\`${suggestion(unknown, Object.keys(registry.schemes))}`,
    );
  const said = new Set(approvals.map(({ scheme, site }) => `${scheme} ${site}`));
  const others = registry.approvals.filter(({ scheme, site }) => !said.has(`${scheme} ${site}`));
  return indexRegistry({
    ...registry,
    approvals: [...others, ...approvals],
    tables: { ...registry.tables, ...tables },
    schemes: Object.fromEntries(
      Object.entries(registry.schemes).map(([name, scheme]) => [name, { ...scheme, ...schemes[name] }]),
    ),
  });
}

/** What the packs of a case say of it under a policy: its own, or one with a mutant in it. */
export function hear({ packs, input }: Ready, policy: LoadedPolicy): Heard {
  const { packs: folded, beside } = audit({ ...input, policy });
  const own = [...folded, ...beside.packs].filter(({ pack }) => packs.includes(pack));
  return { letter: letterOf[strictestVerdict(own.map(({ verdict }) => verdict))], packs: own, beside };
}

const carrierOf: Readonly<Record<Letter, Outcome>> = { C: 'pass', N: 'fail', I: 'unknown', X: 'not-applicable' };

/** The findings that carry the verdict. */
export const carrying = ({ letter, packs }: Heard): Finding[] =>
  packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === carrierOf[letter]));

/** What a case expected and did not find. None when it passes. */
export function problemsOf({ written }: Ready, heard: Heard): string[] {
  const { expect, by = [], version, shown } = written;
  const rules = new Set(carrying(heard).map(({ rule }) => rule));
  const versions = heard.packs.map((pack) => pack.version);
  return [
    ...(expect === heard.letter ? [] : [`expected ${expect}, got ${heard.letter}`]),
    ...by.filter((rule) => !rules.has(rule)).map((rule) => `\`${rule}\` does not carry the verdict`),
    ...(version === undefined || versions.includes(version)
      ? []
      : [`version \`${version}\` was not in force, but ${versions.map((one) => one ?? 'none').join(', ')}`]),
    ...(shown === undefined || within(shown, heard.beside)
      ? []
      : [`beside the verdict stands not \`${canonical(shown)}\` but \`${canonical(besideShort(heard.beside))}\``]),
  ];
}

const besideShort = ({ owners, orders }: Beside) => ({ owners, orders });
