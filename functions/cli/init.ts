import { access, writeFile } from 'node:fs/promises';
import { auditReading, readText } from '../../shared/audit/audit-text.ts';
import { NivasError } from '../../shared/error.ts';
import { type Rulebook, releaseRulebook } from '../../shared/policy/release.ts';
import { visible } from '../../shared/report/lines.ts';
import { openQuestions, type Question } from '../../shared/report/questions.ts';
import { counted } from '../../shared/report/words.ts';
import { type Answerer, fileAnswering, personAnswering } from './init/answers.ts';
import { type Ask, askData, askName, askRoles, asksOf, openLines } from './init/asks.ts';
import type { Draft } from './init/draft.ts';
import { writtenDraft } from './init/written.ts';
import type { Terminal } from './terminal.ts';

export type InitOptions = { readonly answers?: string; readonly force?: boolean; readonly asOf?: string };

/**
 * `nivas init`: writes a declaration by asking what the rules ask, the most decisive first, until nothing is open or
 * nobody answers. What was left open stands in the file as a comment. 0 when it is written, whatever the verdict.
 */
export async function init(file: string, options: InitOptions, terminal: Terminal): Promise<number> {
  const { answers, force = false, asOf = terminal.today() } = options;
  if (/\.json$/.test(file)) throw refused(`\`${file}\`: comments need YAML, such as \`residency.yaml\``);
  if (!force && (await isThere(file))) throw refused(`there is a file \`${file}\`: use --force to overwrite it`);
  const answerer = await answererOf(answers, terminal);
  const rulebook = releaseRulebook();
  const { draft, count } = await interview(answerer, rulebook, asOf);
  const { verdict, questions, warnings } = judged(draft, rulebook, asOf);
  const open = [...new Set(questions.flatMap((question) => openLines(question, rulebook.policy.facts)))];
  await writeFile(file, writtenDraft(draft, open), { flag: force ? 'w' : 'wx' }).catch((cause: unknown) => {
    throw new NivasError('request_invalid', `\`${file}\` cannot be written`, [], { cause });
  });
  for (const said of [...warnings, ...answerer.unused()]) terminal.complain(`nivas: ${visible(said)}`);
  const left = open.length === 0 ? 'nothing is open' : `${counted(open.length, 'matter')} still open, named at its end`;
  terminal.print(`${file}: ${counted(count, 'answer')}, ${left}; as of ${asOf} it is ${verdict}`);
  return 0;
}

const refused = (message: string) => new NivasError('request_invalid', message);

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

async function answererOf(file: string | undefined, terminal: Terminal): Promise<Answerer> {
  if (file !== undefined) return fileAnswering(file);
  if (terminal.ask !== undefined) return personAnswering(terminal.ask, terminal);
  throw refused('nobody can answer here: run it on a terminal, or give `--answers`');
}

/** Asks until nothing is open that was not asked yet. A question is asked once; a refused answer is asked for again. */
async function interview(answerer: Answerer, rulebook: Rulebook, asOf: string) {
  const asked = new Set<string>();
  let draft: Draft = {};
  let count = 0;
  for (let ask: Ask | undefined = askName; ask !== undefined; ask = nextOf(draft, asked, rulebook, asOf)) {
    const answer = await answerer.answer(ask);
    if (answer === undefined) break;
    if (answer.text !== '') {
      const said = tried(draft, ask, answer, rulebook);
      if (said instanceof NivasError) {
        answerer.refuse(ask, said);
        continue;
      }
      draft = said;
      count += 1;
    }
    asked.add(ask.key);
    if (draft.application === undefined) throw refused('a declaration needs the name of an application');
  }
  if (draft.application === undefined) throw refused('a declaration needs the name of an application');
  return { draft, count };
}

/** What is asked whatever the rules ask, then their questions, each for all that it is about. */
function nextOf(draft: Draft, asked: ReadonlySet<string>, rulebook: Rulebook, asOf: string): Ask | undefined {
  const first = draft.application === undefined ? [askName] : [askRoles, askData];
  const early = first.find(({ key }) => !asked.has(key));
  if (early !== undefined) return early;
  const { questions } = judged(draft, rulebook, asOf);
  return questions.flatMap((question) => asksOf(question, rulebook.policy.facts)).find(({ key }) => !asked.has(key));
}

/** The draft with an answer, or why the reader of declarations does not take it. */
function tried(draft: Draft, ask: Ask, answer: Parameters<Ask['put']>[1], rulebook: Rulebook): Draft | NivasError {
  try {
    const said = ask.put(draft, answer);
    readText(JSON.stringify(said), 'json', rulebook);
    return said;
  } catch (error) {
    if (error instanceof NivasError) return error;
    throw error;
  }
}

type Judged = {
  readonly verdict: string;
  readonly questions: readonly Question[];
  readonly warnings: readonly string[];
};

function judged(draft: Draft, rulebook: Rulebook, asOf: string): Judged {
  const { audit } = auditReading(readText(JSON.stringify(draft), 'json', rulebook), rulebook, asOf);
  const warnings = audit.warnings.map(({ message, candidates }) =>
    candidates.length === 0 ? message : `${message}; perhaps ${candidates.join(' or ')}`,
  );
  return { verdict: audit.verdict, questions: openQuestions(audit.packs), warnings };
}
