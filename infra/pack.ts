import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from './pack/bundle.ts';

/** Builds the command's own package in `dist` and packs it: `npm run pack` leaves a file that `npm install` takes. */
const folder = fileURLToPath(new URL('../dist', import.meta.url));
const files = await bundleCommand(folder);
const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000)} KB`;
for (const { file, bytes } of files) process.stdout.write(`${kilobytes(bytes).padStart(8)}  ${file}\n`);
const packed = execFileSync('npm', ['pack', '--silent', folder], { encoding: 'utf8' }).trim();
process.stdout.write(
  `${kilobytes(files.reduce((sum, { bytes }) => sum + bytes, 0)).padStart(8)}  in all, packed as ${packed}\n`,
);
