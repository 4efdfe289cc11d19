import { writeFile } from 'node:fs/promises';
import { compiledFiles } from './compile/files.ts';

for (const { file, text } of await compiledFiles()) {
  await writeFile(new URL(`../${file}`, import.meta.url), text);
  console.log(file);
}
