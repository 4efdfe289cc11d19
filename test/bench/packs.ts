import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './median.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Reads the compiled packs against their schema and makes them ready to judge by, in a process that has done nothing. */
const script = `
  const { Registry } = await import('./shared/registry/registry.ts');
  const { indexRegistry } = await import('./shared/registry/lookup.ts');
  const { CompiledPolicy, policyNamed } = await import('./shared/policy/compiled.ts');
  const { readFileSync } = await import('node:fs');
  const registry = indexRegistry(Registry.parse(JSON.parse(readFileSync('shared/registry/registry.json', 'utf8'))));
  const text = readFileSync('shared/policy/packs.json', 'utf8');
  const start = performance.now();
  policyNamed('default', CompiledPolicy.parse(JSON.parse(text)), registry);
  console.log(performance.now() - start);
`;

/** Milliseconds from the text of all compiled packs to a policy that can judge: the middle of seven processes. */
export async function packsLoadTime(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
    });
    times.push(Number(stdout.trim()));
  }
  return median(times);
}
