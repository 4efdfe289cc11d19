import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, typed, typedAt, written } from './terminal.ts';

const newFile = async () => join(await newFolder(), 'residency.yaml');

/** Somebody who answers by what is asked: the first line whose words the question has; else nothing. */
function person(answers: readonly (readonly [string, ...string[]])[], most = 500) {
  const left = answers.map(([asked, ...lines]) => ({ asked, lines: [...lines] }));
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    if (questions.length > most) return undefined;
    return left.find(({ asked, lines }) => question.includes(asked) && lines.length > 0)?.lines.shift() ?? '';
  };
  return { ask, questions };
}

const compliant = `
application: Dukan
roles: none
data: { mail: user.contact.email }
mail.store: aws/ap-south-1
mail.process: [aws/ap-south-1]
mail.backup: aws/ap-south-2
mail.access: IN
mail.replicate: none
mail.cache: none
mail.log: nowhere
mail.transfer: none
mail.manage-keys: aws/ap-south-1
mail.standby: none
terms.storedOnlyIn: [IN]
terms.quote: We store your data only in India.
`;

describe('init with a file of answers', () => {
  test('writes a declaration that check reads, roles first, then data, places and facts', async () => {
    const file = await newFile();
    const run = await typed('init', file, '--answers', await written(compliant, 'answers.yaml'));
    expect(run).toMatchObject({ status: 0, err: '' });
    const text = await readFile(file, 'utf8');
    const keys = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
    expect(keys).toEqual(['application', 'roles', 'data', 'terms', 'complete']);
    expect(text).toContain('# Who the operator and the application are');
    expect(text).toContain('    store: aws/ap-south-1\n');
    expect(text).toContain('none: [replicate, cache, log, transfer, standby]');
    const check = await typed('check', file);
    expect(check.err).toBe('');
    expect(check.out).not.toContain('✗');
  });

  test('what is left open stands at its end under the key of its answer, and an answer takes it away', async () => {
    const [first, second] = [await newFile(), await newFile()];
    await typed('init', first, '--answers', await written('application: X\nroles: [company]\n', 'answers.yaml'));
    const open = await readFile(first, 'utf8');
    expect(open).toMatch(/# - clockSource: /);
    await typed(
      'init',
      second,
      '--answers',
      await written('application: X\nroles: [company]\nclockSource: none\n', 'a.yaml'),
    );
    const answered = await readFile(second, 'utf8');
    expect(answered).toContain('clockSource: none');
    expect(answered).not.toMatch(/# - clockSource: /);
  });

  test.each([
    {
      name: 'a role that is none',
      answers: 'application: X\nroles: [bnak]\n',
      want: /answers\.yaml:2:1 `roles`: .*`bank`/,
    },
    {
      name: 'data without a category',
      answers: 'application: X\ndata: videos\n',
      want: /answers\.yaml:2:1 `data`: `videos` is not a name and a category/,
    },
    {
      name: 'neither yes nor no',
      answers: 'application: X\nroles: [company]\neverySystemLogs: perhaps\n',
      want: /:3:1 `everySystemLogs`: `perhaps` is neither/,
    },
    {
      name: 'a word that is none of those',
      answers: 'application: X\nroles: [company]\nclockSource: sun\n',
      want: /`sun` is none of `nic-or-npl`/,
    },
    {
      name: 'a name that is none',
      answers: 'application: X\ndata: { "__proto__": user.account }\n',
      want: /__proto__/,
    },
    { name: 'no application', answers: 'roles: none\n', want: /needs the name of an application/ },
    { name: 'a list', answers: '- a\n', want: /is no map of answers/ },
    { name: 'no YAML', answers: 'a: [\n', want: /is not plain YAML/ },
    { name: 'an alias', answers: 'a: &a [x]\nb: *a\n', want: /aliases are not accepted/ },
  ])('$name is refused, and nothing is written', async ({ answers, want }) => {
    const file = await newFile();
    const { status, err } = await typed('init', file, '--answers', await written(answers, 'answers.yaml'));
    expect(status).toBe(1);
    expect(err).toMatch(want);
    await expect(readFile(file, 'utf8')).rejects.toThrow('ENOENT');
  });

  test('an answer that nothing asked for is told, with the near name', async () => {
    const answers = await written('application: X\nroels: [bank]\n', 'answers.yaml');
    const { status, err } = await typed('init', await newFile(), '--answers', answers);
    expect(status).toBe(0);
    expect(err).toContain('nothing asked for `roels`; did you mean `roles`?');
  });
});

describe('init on a terminal', () => {
  test('asks the roles first, again where an answer is refused, and goes by what the rules ask', async () => {
    const file = await newFile();
    const { ask, questions } = person([
      ['called', 'Dukan'],
      ['Which of these', 'bnak', 'none'],
      ['Which kinds of data', 'mail user.contact.email'],
      ['`mail` is stored', 'nowhere near', 'aws/ap-south-1, aws/ap-south-2'],
      ['keys of `mail`', 'none'],
    ]);
    const run = await typedAt({ ask }, 'init', file);
    expect(run.status).toBe(0);
    expect(run.err).toContain('`bank`');
    expect(questions.slice(0, 4).map((question) => question.split('\n')[1])).toEqual([
      'What is the application called?',
      'Which of these is the operator, or the application?',
      'Which of these is the operator, or the application?',
      'Which kinds of data are there? These are all.',
    ]);
    expect(new Set(questions).size).toBe(questions.length - 1);
    expect(await readFile(file, 'utf8')).toMatch(/none: \[manage-keys\]/);
  });

  test('stops where nobody answers any more, and keeps what was said', async () => {
    const file = await newFile();
    const { ask } = person(
      [
        ['called', 'Dukan'],
        ['Which of these', 'none'],
      ],
      2,
    );
    expect((await typedAt({ ask }, 'init', file)).status).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^application: Dukan$[\s\S]*^roles: none$/m);
  });

  test('a name that would be more than a name stays one', async () => {
    const file = await newFile();
    const name = 'X: [y] # z';
    const { ask } = person([['called', name]], 1);
    await typedAt({ ask }, 'init', file);
    const { out } = await typed('check', file);
    expect(out).toContain(name);
  });

  test('without a terminal and without answers it says what to do', async () => {
    const { status, err } = await typed('init', await newFile());
    expect({ status, err }).toEqual({
      status: 1,
      err: 'nivas: nobody can answer here: run it on a terminal, or give `--answers`',
    });
  });
});

describe('a file that is there', () => {
  test('is overwritten only with --force', async () => {
    const file = await written('mine\n');
    const answers = await written('application: X\n', 'answers.yaml');
    expect((await typed('init', file, '--answers', answers)).err).toContain('use --force');
    expect(await readFile(file, 'utf8')).toBe('mine\n');
    expect((await typed('init', file, '--answers', answers, '--force')).status).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('application: X');
  });
});
