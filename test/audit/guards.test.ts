import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { declarations } from './declarations.ts';
import { type Engine, engine, engineOf, type Parts } from './engine.ts';
import { scenarios, wrong } from './scenarios.ts';
import { singleCuts } from './silence.ts';

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the table quotes source text
// Each guard of the engine is taken out of a copy of it, and that must be noticed: by law 2, or by a scenario.

const source = fileURLToPath(new URL('../../shared/', import.meta.url));
const copies = fileURLToPath(new URL(`../../.nivas/guards/${process.pid}/`, import.meta.url));

afterAll(() => rm(copies, { recursive: true, force: true }));

/** A fault put into the engine. `find` stands exactly once in the file, or this table is stale. */
type Fault = {
  readonly guard: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The declaration from which law 2 breaks; without it, a scenario must be red. */
  readonly from?: string;
};

const faults: readonly Fault[] = [
  // the guards of anchors/engine.md, section 7, against law 2
  {
    guard: 'an unknown `when` is unknown',
    file: 'audit/judge.ts',
    find: 'if (isUnknown(asked)) return open(asked);',
    replace: 'if (isUnknown(asked)) return notApplicable;',
    from: 'processed abroad, too late',
  },
  {
    guard: 'data are open unless complete',
    file: 'audit/remarks.ts',
    find: "...(aboutData && !subjects.closed.has('data')",
    replace: '...(aboutData && false',
    from: 'payroll abroad',
  },
  {
    guard: 'an unanswered activity is a question',
    file: 'audit/rules.ts',
    find: 'const judged = asked === false ? notApplicable : open(isUnknown(about) ? about : question);',
    replace: 'const judged = notApplicable;',
    from: 'a backup abroad',
  },
  {
    guard: 'a category that was not said is unknown',
    file: 'audit/selection.ts',
    find: "asset.category?.under(selected) ?? unknown(`the category of \\`${asset.id}\\` was not said`, 'category');",
    replace: 'asset.category?.under(selected) ?? false;',
    from: 'payroll abroad',
  },
  {
    guard: 'a coarser category is unknown',
    file: 'policy/category.ts',
    find: 'if (selected.startsWith(`${this.name}.`))',
    replace: 'if (Math.random() < 0)',
    from: 'payroll abroad',
  },
  {
    guard: 'an unlisted category is unknown',
    file: 'policy/category.ts',
    find: "if (this.listed === '')",
    replace: 'if (Math.random() < 0)',
    from: 'payroll abroad',
  },
  {
    guard: 'an unknown `appliesTo` is indeterminate',
    file: 'audit/pack-result.ts',
    find: "if (isUnknown(applies)) return result('indeterminate', why, [remark(pack, 'applies-to', '/roles', applies)]);",
    replace: "if (isUnknown(applies)) return result('not-applicable', why);",
    from: 'whole',
  },
  {
    guard: 'roles are open unless complete',
    file: 'audit/subjects.ts',
    find: "roles: rolesWith(closed.has('roles')),",
    replace: 'roles: rolesWith(true),',
    from: 'whole',
  },
  {
    guard: 'an open list has no end',
    file: 'policy/evaluate.ts',
    find: 'let open = more;',
    replace: 'let open = isUnknown(more) ? undefined : more;',
    from: 'no vault',
  },
  {
    guard: 'contexts are open unless complete',
    file: 'audit/bind-asset.ts',
    find: "const complete = asset.contexts === 'none' ||",
    replace: 'const complete = true ||',
    from: 'a copy of a payment that crosses no border',
  },
  {
    guard: 'exemptions are open unless complete',
    file: 'audit/subjects.ts',
    find: "closed.has('exemptions'),",
    replace: 'true,',
    from: 'roaming, backed up too rarely',
  },
  {
    guard: 'owners of owners are open unless all owners are complete',
    file: 'audit/subjects.ts',
    find: 'owners: ended(beneficial, complete, ownersOpen),',
    replace: 'owners: ended(beneficial, true, ownersOpen),',
  },
  {
    guard: 'documents are open unless complete',
    file: 'audit/rules.ts',
    find: "const verdict: Judged = subjects.closed.has('documents')",
    replace: 'const verdict: Judged = Math.random() < 2',
    from: 'documents not said to be all',
  },
  {
    guard: 'a list is complete only beside a list that was given',
    file: 'audit/subjects.ts',
    find: ".filter((list) => list === 'contexts' || declaration[list] !== undefined)",
    replace: '',
    from: 'payroll abroad',
  },
  {
    guard: 'a fact that was not said is unknown',
    file: 'policy/evaluate.ts',
    find: 'value === undefined ? unknown(`\\`${name}\\` was not said`, name) : value;',
    replace: "value === undefined ? (name.endsWith('copyKept') ? false : unknown(name, name)) : value;",
    from: 'opened from abroad, a copy kept',
  },
  {
    guard: 'a contradiction of data that may not be the pack’s is unknown',
    file: 'audit/remarks.ts',
    find: "outcome: isUnknown(about) ? ('unknown' as const) : ('fail' as const),",
    replace: "outcome: 'fail' as const,",
    from: 'seen elsewhere abroad',
  },
  {
    guard: 'a place said vaguely does not contradict',
    file: 'audit/places.ts',
    find: 'site === undefined && possible === null);',
    replace: 'site === undefined && possible === null) && Math.random() < 0;',
    from: 'seen as declared',
  },
  {
    guard: 'a selection that is unknown is unknown, whatever the rule says',
    file: 'audit/rules.ts',
    find: 'return open(selected);',
    replace: 'return judged;',
    from: 'whole',
  },
  // against what a scenario says
  {
    guard: 'readings are all tried',
    file: 'audit/pack-result.ts',
    find: 'chosen === undefined ? Object.keys(pack.readings[name]?.options ?? {}) : [chosen];',
    replace: '[chosen ?? Object.keys(pack.readings[name]?.options ?? {})[0] ?? ""];',
  },
  {
    guard: 'readings are weighed by pack, not by rule',
    file: 'audit/pack-result.ts',
    find: 'if (others.length > 0 || only === undefined)',
    replace: "if (heard.length > 1 && findings.some(({ outcome }) => outcome === 'unknown'))",
  },
  {
    guard: 'suspicion, where a role is left out and the list called complete',
    file: 'audit/applicability.ts',
    find: 'if (suspected === false) return',
    replace: 'if (suspected !== null) return',
  },
  {
    guard: 'suspicion of data that was not listed',
    file: 'audit/applicability.ts',
    find: "const more: Tri = closed.has('data') ? false :",
    replace: 'const more: Tri = closed !== null ? false :',
  },
  {
    guard: 'a denied role ends suspicion',
    file: 'audit/applicability.ts',
    find: 'const suspected = allOf([suspicion(pack, subjects), undenied(pack, scope, subjects)]);',
    replace: 'const suspected = allOf([suspicion(pack, subjects)]);',
  },
  {
    guard: 'a failure is stricter than an unknown',
    file: 'audit/outcome.ts',
    find: "['not-applicable', 'pass', 'unknown', 'fail'] as const",
    replace: "['not-applicable', 'pass', 'fail', 'unknown'] as const",
  },
  {
    guard: 'the strictest outcome wins',
    file: 'audit/outcome.ts',
    find: 'return seen.toSorted(rank(outcomes)).at(-1)',
    replace: 'return seen.toSorted(rank(outcomes)).at(0)',
  },
  {
    guard: 'only in India is not "also in India"',
    file: 'policy/place.ts',
    find: 'if (this.certain.some((one) => one !== country)) return false;',
    replace: 'if (this.certain.every((one) => one !== country)) return false;',
  },
  {
    guard: 'the last day of an approval is one',
    file: 'registry/approval.ts',
    find: "from <= asOf && (to === 'open' || asOf <= to));",
    replace: "from <= asOf && (to === 'open' || asOf < to));",
  },
  {
    guard: 'suspended beats active',
    file: 'registry/approval.ts',
    find: "?? inForce.find(({ status }) => status !== 'active');",
    replace: ';',
  },
  {
    guard: 'the last day of a version is one',
    file: 'audit/applicability.ts',
    find: "from <= asOf && (to === 'open' || asOf <= to));",
    replace: "from <= asOf && (to === 'open' || asOf < to));",
  },
  {
    guard: 'the last day of a suspension is one',
    file: 'audit/judge.ts',
    find: "from <= asOf && (to === 'open' || asOf <= to))",
    replace: "from <= asOf && (to === 'open' || asOf < to))",
  },
  {
    guard: 'a rule of another version is not asked',
    file: 'audit/pack-result.ts',
    find: 'versions?.includes(version) ?? true)',
    replace: 'versions?.includes(version) || true)',
  },
  {
    guard: 'a suspended rule fails nobody',
    file: 'audit/judge.ts',
    find: "const outcome = pause ? 'unknown' : judged.outcome;",
    replace: 'const outcome = judged.outcome;',
  },
  {
    guard: 'a suspended rule gives an uncertain duty',
    file: 'audit/duties.ts',
    find: 'const live: Tri = paused ?',
    replace: 'const live: Tri = paused && !paused ?',
  },
  {
    guard: 'a pack that is not in force gives no duty',
    file: 'audit/duties.ts',
    find: 'if (version === undefined || rules.length === 0) return [];',
    replace: 'if (rules.length === 0) return [];',
  },
  {
    guard: 'a hint makes unknown',
    file: 'audit/places.ts',
    find: 'const hints = strays.filter(({ certain }) => !certain);',
    replace: 'const hints = strays.filter(({ certain }) => !certain && certain);',
  },
  {
    guard: 'a hint does not clear what is admitted',
    file: 'audit/places.ts',
    find: "certain: declared.certain.filter((country) => country !== 'IN' || hint.certain.includes(country)),",
    replace: 'certain: hint.certain,',
  },
  {
    guard: 'an admission stands without evidence',
    file: 'audit/places.ts',
    find: "certain: resolved.certain.filter((country) => country !== 'IN'),",
    replace: 'certain: [],',
  },
  {
    guard: 'a hint shows nothing',
    file: 'audit/places.ts',
    find: 'observed.some(({ certain, resolved: at }) => certain && agrees(resolved, at));',
    replace: 'observed.some(({ resolved: at }) => agrees(resolved, at));',
  },
  {
    guard: 'what is deployed elsewhere contradicts',
    file: 'audit/places.ts',
    find: 'answered && !vague && !declared.some',
    replace: 'answered && vague && !declared.some',
  },
  {
    guard: 'a resource of which nobody knows the data is a question',
    file: 'audit/unmapped.ts',
    find: 'asset === undefined || !declared.has(asset)',
    replace: 'asset !== undefined && !declared.has(asset)',
  },
  {
    guard: 'a part of a word is no quotation',
    file: 'evidence/terms.ts',
    find: 'if (!letter(hay[at - 1], needle[0]) &&',
    replace: 'if (',
  },
  {
    guard: 'a sentence that is not there fails',
    file: 'audit/terms.ts',
    find: 'if (!quotes(text, quote)) return false;',
    replace: '',
  },
  {
    guard: '`none` closes a list',
    file: 'audit/subjects.ts',
    find: "...lists.filter((list) => declaration[list] === 'none')",
    replace: '',
  },
  {
    guard: 'data that is expected and not there is a question',
    file: 'audit/remarks.ts',
    find: 'if (expects === undefined) return true;',
    replace: 'if (expects !== null) return true;',
  },
  {
    guard: 'a document of the kind suffices',
    file: 'audit/rules.ts',
    find: 'outcomes.indexOf(a.judged.outcome) - outcomes.indexOf(b.judged.outcome)',
    replace: 'outcomes.indexOf(b.judged.outcome) - outcomes.indexOf(a.judged.outcome)',
  },
  {
    guard: 'an owner’s share is rounded up',
    file: 'audit/subjects.ts',
    find: 'Math.ceil(owner.percent)',
    replace: 'Math.floor(owner.percent)',
  },
  {
    guard: 'a part of a listed category may be any of its parts',
    file: 'policy/category.ts',
    find: 'if (this.listed !== this.name &&',
    replace: 'if (this.listed === this.name &&',
  },
  {
    guard: 'a context selects as a category does',
    file: 'audit/selection.ts',
    find: ', ...context.map((one) => asset.contexts.has(one))',
    replace: '',
  },
  {
    guard: 'months are taken from a date by the calendar',
    file: 'policy/period.ts',
    find: 'earlier.setUTCMonth(earlier.getUTCMonth() - this.months);',
    replace: 'earlier.setUTCDate(earlier.getUTCDate() - this.months * 30);',
  },
  {
    guard: 'dates are equal when they are the same day',
    file: 'policy/operators.ts',
    find: 'a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;',
    replace: 'a === b;',
  },
];

const modules = new Map(
  globSync('{audit,policy,declaration,evidence,registry}/*.ts', { cwd: source }).map((file) => [
    file,
    readFileSync(`${source}${file}`, 'utf8'),
  ]),
);
const imported = /from '(\.[^']+)'/g;
const target = (file: string, to: string) => posix.join(posix.dirname(file), to);

/** A module and all that import it, at whatever remove: only they need to be copied. */
function dependents(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  for (const one of found)
    for (const [other, text] of modules)
      if ([...text.matchAll(imported)].some(([, to = '']) => target(other, to) === one)) found.add(other);
  return found;
}

/** An engine with the fault in it, or an error that says that the table is stale. */
async function faulty({ file, find, replace }: Fault, copy: string): Promise<Engine> {
  const root = `${copies}${copy}/`;
  const stands = (modules.get(file) ?? '').split(find).length - 1;
  if (stands !== 1) throw new Error(`\`${find}\` stands ${stands} times in ${file}`);
  const copied = dependents(file);
  for (const one of copied) {
    const text = modules.get(one) ?? '';
    const broken = one === file ? text.split(find).join(replace) : text;
    const bound = broken.replaceAll(imported, (line, to: string) =>
      copied.has(target(one, to)) ? line : `from '${source}${target(one, to)}'`,
    );
    await mkdir(posix.dirname(`${root}${one}`), { recursive: true });
    await writeFile(`${root}${one}`, bound);
  }
  const from = async (module: string): Promise<Partial<Parts>> =>
    await import(/* @vite-ignore */ `${copied.has(module) ? root : source}${module}`);
  const { audit } = await from('audit/audit.ts');
  const { loadPolicy } = await from('policy/load.ts');
  const { declarationReader } = await from('declaration/read.ts');
  if (!audit || !loadPolicy || !declarationReader) throw new Error('the copy of the engine lacks a part');
  return engineOf({ audit, loadPolicy, declarationReader });
}

test('the engine itself has no such fault', () => {
  expect([...wrong(engine)]).toEqual([]);
});

test.each(faults.map((fault, index) => ({ guard: fault.guard, fault, copy: String(index) })))(
  'it is noticed when this is not so: $guard',
  async ({ fault, copy }) => {
    const mutant = await faulty(fault, copy);
    const given = declarations.find(({ name }) => name === fault.from);
    if (fault.from !== undefined && given === undefined) throw new Error(`no declaration \`${fault.from}\``);
    const red = given ? singleCuts(mutant, given) : wrong(mutant, scenarios);
    expect(red.next().value).toBeTypeOf('string');
  },
);
