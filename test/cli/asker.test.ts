import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { asker } from '../../functions/cli/asker.ts';

function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  output.on('data', (part) => shown.push(String(part)));
  return { input, shown, ask: asker(input, output, () => {}) };
}

test('a question is shown, and the line that is typed then is its answer', async () => {
  const { input, shown, ask } = terminal();
  const answer = ask('What?\n> ');
  input.write('this\n');
  expect(await answer).toBe('this');
  expect(shown.join('')).toBe('What?\n> ');
});

test('of lines that are pasted at once each answers a question', async () => {
  const { input, ask } = terminal();
  input.write('one\ntwo\n\nfour\n');
  const answers = [await ask('1> '), await ask('2> '), await ask('3> '), await ask('4> ')];
  expect(answers).toEqual(['one', 'two', '', 'four']);
});

test('at the end of input nothing answers, however often it is asked', async () => {
  const { input, ask } = terminal();
  input.end('one\n');
  expect([await ask('1> '), await ask('2> '), await ask('3> ')]).toEqual(['one', undefined, undefined]);
});
