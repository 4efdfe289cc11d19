import { audit } from '../../shared/audit/audit.ts';
import type { Audit } from '../../shared/audit/finding.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { type LoadedPolicy, loadPolicy } from '../../shared/policy/load.ts';
import { allPacks, registry, setOf, words } from '../policy/fixture-packs.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };

/** One question to the engine: a declaration as it is posted, the date, and what the authority decided. */
export type Given = {
  readonly name: string;
  readonly posted: JsonMap;
  readonly asOf: string;
  readonly set?: Parameters<typeof setOf>[0];
  readonly lift?: readonly string[];
  /** Pointers to what makes this declaration another than those it was made from. */
  readonly near?: readonly string[];
};

/** The parts of an engine that are under test: the real one, or a copy with a fault put into it. */
export type Parts = {
  readonly audit: typeof audit;
  readonly loadPolicy: typeof loadPolicy;
  readonly declarationReader: typeof declarationReader;
};

export type Engine = (given: Given) => Audit;

/** Answers a question by all packs; throws `declaration_invalid` for what the reader refuses. */
export function engineOf(parts: Parts): Engine {
  const policies = new Map<string, LoadedPolicy>();
  let read: ReturnType<typeof declarationReader> | undefined;
  return ({ posted, asOf, set = {}, lift = [] }) => {
    const key = JSON.stringify(set);
    const policy = policies.get(key) ?? parts.loadPolicy(allPacks, setOf(set), words);
    policies.set(key, policy);
    read ??= parts.declarationReader(policy.facts);
    return parts.audit({ ...read(JSON.stringify(posted), 'json'), registry, policy, asOf, lift });
  };
}

export const engine = engineOf({ audit, loadPolicy, declarationReader });

/** The verdict of each pack, of those shown beside the verdict too, and under `overall` that of the set. */
export function verdicts({ verdict, packs, beside }: Audit): Map<string, string> {
  const each = [...packs, ...beside.packs].map(({ pack, verdict: own }) => [pack, own] as const);
  return new Map([['overall', verdict], ...each]);
}

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two patches as one: maps merge, anything else, `null` too, replaces. */
export const both = (one: JsonMap, other: JsonMap): JsonMap => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([key, value]) => {
      const old = one[key];
      return [key, isMap(value) && isMap(old) ? both(old, value) : value];
    }),
  ),
});

/** JSON merge patch (RFC 7396): maps merge, `null` deletes, anything else replaces. */
export const merge = (target: JsonMap, patch: JsonMap): JsonMap => pruned(both(target, patch));

const pruned = (map: JsonMap): JsonMap =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) =>
      value === null ? [] : [[key, isMap(value) ? pruned(value) : value]],
    ),
  );
