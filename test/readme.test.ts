import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { main } from '../functions/cli/program.ts';
import packageJson from '../package.json' with { type: 'json' };
import { applicationId } from '../shared/audit/ids.ts';

const readme = readFileSync('README.md', 'utf8');

/** The README with every `$ npx nivas …` followed by what it prints, and every named file as it is. */
function renewed(): string {
  let text = readme;
  for (const [block, command = ''] of readme.matchAll(/```console\n\$ npx nivas ([^\n]*)\n[\s\S]*?```/g))
    text = text.replace(block, () => `\`\`\`console\n$ npx nivas ${command}\n${outputs.get(command)}\n\`\`\``);
  for (const [block, file = ''] of readme.matchAll(/<!-- (\S+) -->\n```yaml\n[\s\S]*?```/g))
    text = text.replace(block, () => `<!-- ${file} -->\n\`\`\`yaml\n${readFileSync(file, 'utf8')}\`\`\``);
  return text;
}

async function run(command: string): Promise<string> {
  const printed: string[] = [];

  await main(command.split(' '), {
    print: (text) => printed.push(text),
    complain: (text) => printed.push(text),
    colour: false,
    today: () => 'a command of the README names its date',
  });
  return printed.join('\n');
}

const commands = [...readme.matchAll(/^\$ npx nivas (.*)$/gm)].flatMap(([, command]) => command ?? []);
const outputs = new Map(await Promise.all(commands.map(async (command) => [command, await run(command)] as const)));

describe('the README', () => {
  test('shows what its commands print and what its files hold (vitest -u renews it)', async () => {
    expect(commands.length).toBeGreaterThan(0);
    await expect(renewed()).toMatchFileSnapshot('../README.md');
  });

  test('names the application that `npm start` registers', () => {
    expect(readme).toContain(`/v1/applications/${applicationId('acme', 'demo')}/declarations`);
  });

  test('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].flatMap(([, script]) => script ?? []);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });

  test('names only files that exist', () => {
    for (const [, path = ''] of readme.matchAll(/`((?:shared|examples|functions|infra|test)[\w./-]*)`/g))
      expect(() => readFileSync(path), path).not.toThrow(/ENOENT/);
  });
});
