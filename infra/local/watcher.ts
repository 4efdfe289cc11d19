import { spawn } from 'node:child_process';

/**
 * `node watcher.ts <program> [argument…]` runs a program for as long as our standard input is open.
 *
 * The parent holds the other end and never writes. However it dies, `kill -9` included, the system closes the pipe,
 * and the program is ended; it would live on by itself, holding its port and its file.
 */
const [program = '', ...rest] = process.argv.slice(2);
const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));

process.stdin.resume();
process.stdin.once('close', () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 2000);
});
// Ctrl-C reaches the whole process group; we stay until the program has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'));
