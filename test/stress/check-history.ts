import { edges, listings } from '../../shared/adapters/aws/lists.ts';
import { holderKey } from '../../shared/adapters/aws/rows.ts';
import type { Head } from '../../shared/ports.ts';
import type { Found, FoundEntry, FoundWhole } from './found.ts';
import { rowText } from './found-rows.ts';
import { isAcknowledged, nameOf, type Operation } from './history.ts';

/**
 * What the store holds against what was asked of it and what was answered, in sentences; none: all is well.
 *
 * Whatever was acknowledged is there once, whole, byte for byte; whatever was refused is not there; the rest is there
 * whole or not at all. Retries get the first answer.
 */
export function wrongIn(history: readonly Operation[], { entries, heads }: Found): string[] {
  return history.flatMap((operation) => {
    const entry = entries.get(nameOf(operation));
    const made = entry && heads.get(`${operation.tenant}#${operation.application}`);
    return [...wrongAnswers(operation), ...wrongRecord(operation, entry, made)].map(
      (wrong) => `${operation.kind} \`${operation.key}\` of ${operation.tenant}: ${wrong}`,
    );
  });
}

/**
 * The same of everything, with nothing there that nobody asked for; heads and lists are those of the records.
 * `others`: entries that somebody else asked for.
 */
export function wrongInAll(history: readonly Operation[], found: FoundWhole, others: readonly string[] = []): string[] {
  const asked = new Set([...others, ...history.map(nameOf)]);
  const unasked = [...found.entries.keys()].filter((name) => !asked.has(name));
  return [
    ...wrongIn(history, found),
    ...unasked.map((name) => `entry \`${name}\` is there and nobody asked for it`),
    ...found.strange.map((row) => `row \`${row}\` is of no kind that is known`),
    ...[...found.heads.values()].flatMap((head) => wrongChain(head, submissionsOf(head, found), history)),
    ...wrongLists(found),
    ...wrongHolders(found),
  ];
}

function wrongAnswers({ attempts }: Operation): string[] {
  const answered = attempts.flatMap((attempt) => (attempt.is === 'ok' ? [attempt] : []));
  const wrong: string[] = [];
  if (new Set(answered.map(({ text }) => text)).size > 1) wrong.push('retries got other answers');
  if (answered.filter(({ replayed }) => !replayed).length > 1) wrong.push('it was made more than once');
  const first = Math.min(...answered.map(({ ended }) => ended));
  if (answered.some(({ replayed, invoked }) => !replayed && invoked > first)) wrong.push('it was made anew');
  return wrong;
}

function wrongRecord(operation: Operation, entry: FoundEntry | undefined, head: Head | undefined): string[] {
  const { kind, attempts, application } = operation;
  if (entry === undefined) return isAcknowledged(operation) ? ['it was acknowledged and is lost'] : [];
  const wrong: string[] = [];
  if (!attempts.some(({ is }) => is !== 'refused')) wrong.push('it was refused and is there');
  if (entry.of !== kind) wrong.push(`half of it is there: its record is ${entry.of ?? 'missing'}`);
  if (entry.application !== application) wrong.push('it is there for another application');
  if (entry.pending !== 1) wrong.push(`${entry.pending} rows of it wait for the log`);
  if (head === undefined) wrong.push('its application has no head');
  if (kind === 'submission') wrong.push(...wrongDocuments(operation, entry));
  return wrong;
}

function wrongDocuments({ attempts, body }: Operation, { audit, declaration }: FoundEntry): string[] {
  const answers = attempts.flatMap((attempt) => (attempt.is === 'ok' ? [attempt.text] : []));
  const wrong: string[] = [];
  if (audit === undefined) wrong.push('its audit is missing');
  else if (answers.some((text) => text !== audit.json)) wrong.push('its audit is not what was answered');
  if (declaration === undefined) wrong.push('its declaration is missing');
  else if (declaration !== body) wrong.push('its declaration is not what was sent');
  return wrong;
}

const submissionsOf = ({ tenant, application }: Head, { entries }: Found) =>
  [...entries.values()].filter((entry) => entry.tenant === tenant && entry.application === application && entry.audit);

/** From the newest audit each names the one before: all of them, once, and none before one that ended before it began. */
function wrongChain(head: Head, submissions: readonly FoundEntry[], history: readonly Operation[]): string[] {
  const { tenant, application, version, current } = head;
  const name = `application \`${application}\` of ${tenant}`;
  const byId = new Map(submissions.map((entry) => [entry.id, entry]));
  const chain: FoundEntry[] = [];
  for (let at = current?.audit; at !== undefined && chain.length <= byId.size; at = chain.at(-1)?.audit?.previous) {
    const entry = byId.get(at);
    if (entry === undefined) return [`${name}: audit \`${at}\` is named and not there`];
    chain.push(entry);
  }
  const wrong: string[] = [];
  if (version !== byId.size) wrong.push(`${name}: the head counts ${version} submissions, and ${byId.size} are there`);
  if (new Set(chain).size !== chain.length || chain.length !== byId.size)
    wrong.push(`${name}: from the newest audit back there are ${chain.length} of ${byId.size}`);
  const newest = chain[0]?.audit;
  if (newest !== undefined && facetsOf(newest) !== facetsOf(current))
    wrong.push(`${name}: the head says another verdict`);
  return [...wrong, ...wrongOrder(chain, history).map((more) => `${name}: ${more}`)];
}

const facetsOf = (judged: Pick<NonNullable<Head['current']>, 'verdict' | 'packs' | 'sites'> | undefined) =>
  JSON.stringify([judged?.verdict, Object.entries(judged?.packs ?? {}).toSorted(), judged?.sites]);

/** `chain` is newest first: whoever stands later in it must not have begun after one before it was acknowledged. */
function wrongOrder(chain: readonly FoundEntry[], history: readonly Operation[]): string[] {
  const byName = new Map(history.map((operation) => [nameOf(operation), operation]));
  let acknowledged = Number.POSITIVE_INFINITY;
  return chain.flatMap(({ tenant, id }) => {
    const attempts = byName.get(`${tenant}#${id}`)?.attempts ?? [];
    const began = Math.min(...attempts.map(({ invoked }) => invoked));
    const wrong = began > acknowledged ? [`\`${id}\` began when its successor was acknowledged already`] : [];
    acknowledged = Math.min(acknowledged, ...attempts.flatMap(({ is, ended }) => (is === 'ok' ? [ended] : [])));
    return wrong;
  });
}

/** Rows of lists against those that the records and heads make. */
function wrongLists({ entries, heads, lists }: FoundWhole): string[] {
  const wanted = new Set(
    [
      ...[...entries.values()].flatMap((entry) => (entry.audit ? listings({ ...entry, ...entry.audit }) : [])),
      ...[...heads.values()].flatMap((head) =>
        head.current ? edges(undefined, { ...head, ...head.current }).put : [],
      ),
    ].map(rowText),
  );
  const there = new Set(lists);
  return [
    ...[...wanted].filter((row) => !there.has(row)).map((row) => `a list lacks ${row}`),
    ...[...there].filter((row) => !wanted.has(row)).map((row) => `a list holds ${row}, which no record makes`),
  ];
}

/** One row for each application says whose it is. */
function wrongHolders({ heads, holders }: FoundWhole): string[] {
  const wanted = [...heads.values()].map(({ tenant, application }) => {
    const { pk, sk } = holderKey(tenant, application);
    return `${pk} ${sk}`;
  });
  return [
    ...wanted.filter((row) => !holders.includes(row)).map((row) => `an application lacks ${row}`),
    ...holders
      .filter((row) => !wanted.includes(row))
      .map((row) => `${row} says whose an application is that is not there`),
  ];
}
