import { formatLint, lint } from './lint.ts';

/** `npm run lint:packs -- DIR`: says what is wrong with packs; 0 if nothing is. */
async function main(paths: readonly string[]): Promise<number> {
  const linted = await lint(paths);
  for (const line of formatLint(linted)) console.log(line);
  return linted.said.some(({ level }) => level === 'problem') ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
