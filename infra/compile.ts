import { writeFile } from 'node:fs/promises';
import { formatCasesDoc } from '../test/conformance/cases-doc.ts';
import { compilePacks, formatPacks } from './compile/packs.ts';
import { compileRegistry, formatRegistry } from './compile/registry.ts';

/** What is compiled and committed, since neither a Lambda nor the command line reads YAML when it starts. */
const outputs: { file: string; make: () => Promise<string> }[] = [
  { file: 'shared/registry/registry.json', make: async () => formatRegistry(await compileRegistry()) },
  { file: 'shared/policy/packs.json', make: async () => formatPacks(await compilePacks()) },
  { file: 'docs/cases.md', make: formatCasesDoc },
];

for (const { file, make } of outputs) {
  await writeFile(new URL(`../${file}`, import.meta.url), await make());
  console.log(file);
}
