import type { Audit, Finding, PackResult } from '../audit/finding.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { Waiving } from '../waiver/waiving.ts';
import type { Explanation } from './explanation.ts';

/**
 * Where something stands: a file as whoever reads the report finds it again, and where in it: line and column from 1, or
 * a JSON pointer where it has no lines that anybody wrote.
 */
export type FilePlace = {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
};

/** An audit with what a report of it for machines needs and an audit does not hold. */
export type Reported = {
  readonly audit: Audit;
  /** Name of the application, as the operator wrote it. */
  readonly name: string;
  /** The file that was audited: relative, with `/` between its parts. */
  readonly file: string;
  /** Where a pointer of a finding stands; no absolute path, which would tell of the machine. */
  readonly placeOf: (pointer: string) => FilePlace;
  /** Where `file#pointer` of what is deployed stands, in the same words; without a line where people do not write it. */
  readonly placeOfSeen: (at: string) => FilePlace;
  /** What a rule says; none for what the engine itself asks. */
  readonly explain: (pack: string, rule: string) => Explanation | undefined;
  /** Templates, assemblies and plans that it was held against. */
  readonly lookedAt: readonly LookedAt[];
  /** The command was told to let pass what nobody can tell. */
  readonly allowUnknown: boolean;
  /** Which failures somebody answers for. */
  readonly waiving: Waiving;
};

/** A finding with its pack. `decides`: it is part of the verdict, and not shown beside it. */
export type Entry = { readonly pack: PackResult; readonly finding: Finding; readonly decides: boolean };

/** All findings, those that decide first. */
export function entriesOf({ packs, beside }: Audit): Entry[] {
  const of = (results: readonly PackResult[], decides: boolean) =>
    results.flatMap((pack) => pack.findings.map((finding) => ({ pack, finding, decides })));
  return [...of(packs, true), ...of(beside.packs, false)];
}

/** `pack/rule`, as `nivas explain` takes it. */
export const ruleIdOf = ({ pack, finding }: Pick<Entry, 'pack' | 'finding'>): string => `${pack.pack}/${finding.rule}`;

/** `residency.yaml:14:5`, `plan.json#/resource_changes/3`. */
export const placed = ({ file, line, column, pointer }: FilePlace): string =>
  line === undefined && pointer !== undefined
    ? `${file}#${pointer}`
    : [file, line, column].filter((part) => part !== undefined).join(':');

/** Where a finding is mended: in the template, where it has lines that somebody wrote, else in the declaration. */
export function placeOfFinding({ at, seen = [] }: Finding, { placeOf, placeOfSeen }: Places): FilePlace {
  const written = seen.flatMap((one) => (one.at === undefined ? [] : [placeOfSeen(one.at)]));
  return written.find(({ line }) => line !== undefined) ?? placeOf(at);
}

/** The resources that show what is found, each with where it stands: `Index` at template.yaml:33:9. */
export const seenLines = ({ seen = [] }: Finding, { placeOfSeen }: Pick<Places, 'placeOfSeen'>): string[] =>
  seen.map(({ resource, at }) =>
    at === undefined ? `\`${resource}\`` : `\`${resource}\` at ${placed(placeOfSeen(at))}`,
  );

type Places = Pick<Reported, 'placeOf' | 'placeOfSeen'>;

/** In the order of the file, so that whoever reads goes through it once. */
export const inFileOrder = <T>(all: readonly T[], placeOf: (one: T) => FilePlace): T[] =>
  all.toSorted((a, b) => {
    const [first, second] = [placeOf(a), placeOf(b)];
    return (first.line ?? 0) - (second.line ?? 0) || (first.column ?? 0) - (second.column ?? 0);
  });
