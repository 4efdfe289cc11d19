import { describe, expect, test } from 'vitest';
import { readText } from '../../functions/cli/read-text.ts';
import { typed, written } from './terminal.ts';

describe('a file that somebody else wrote', () => {
  test.each([
    { name: 'UTF-16', bytes: Buffer.from('\ufeffapplication: X\n', 'utf16le'), want: 'is not UTF-8 text' },
    { name: 'half a character', bytes: Buffer.from([0x61, 0xc3]), want: 'is not UTF-8 text' },
    { name: 'a picture', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47]), want: 'is not UTF-8 text' },
  ])('$name is refused by every command that reads one', async ({ bytes, want }) => {
    const file = await written(bytes, 'x.json');
    const runs = [
      ['check', file],
      ['fix', file],
      ['diff', file, file],
      ['init', `${file}.yaml`, '--answers', file],
    ];
    for (const args of runs) {
      const { status, err } = await typed(...args);
      expect({ status, told: err.includes(want) }, `${args[0]}: ${err}`).toEqual({ status: 1, told: true });
    }
  });

  test('that is too large is refused before it is read to its end', async () => {
    await expect(readText('/dev/zero', 1_000_000)).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(readText(await written('abc'), 2)).rejects.toThrow('has more than 2 bytes');
    expect(await readText(await written('abc'), 3)).toBe('abc');
  });

  test('keeps its byte order mark and its line breaks', async () => {
    expect(await readText(await written('\ufeffa\r\nb'))).toBe('\ufeffa\r\nb');
  });
});
