/** Lines that went and lines that came, and at which line of each text. */
type Hunk = {
  readonly at: readonly [number, number];
  readonly went: readonly string[];
  readonly came: readonly string[];
};

/**
 * What changed between two texts, as `diff -u0` writes it and `patch` takes it; empty where nothing did. For texts of
 * which only words changed: where lines were added, all from the first change to the last is one hunk.
 */
export function lineDifference(name: string, before: string, after: string): string {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const hunks = was.length === is.length ? lineByLine(was, is) : [whole(was, is)];
  if (before === after) return '';
  return [
    `--- ${name}`,
    `+++ ${name}`,
    ...hunks.flatMap(({ at: [from, to], went, came }) => [
      `@@ -${span(from, went.length)} +${span(to, came.length)} @@`,
      ...went.map((line) => `-${line}`),
      ...came.map((line) => `+${line}`),
    ]),
  ].join('\n');
}

const span = (line: number, count: number) => (count === 1 ? `${line}` : `${count === 0 ? line - 1 : line},${count}`);

function lineByLine(was: readonly string[], is: readonly string[]): Hunk[] {
  const hunks: { at: [number, number]; went: string[]; came: string[] }[] = [];
  was.forEach((line, index) => {
    const other = is[index] ?? '';
    if (line === other) return;
    const last = hunks.at(-1);
    if (last !== undefined && last.at[0] + last.went.length === index + 1) {
      last.went.push(line);
      last.came.push(other);
    } else hunks.push({ at: [index + 1, index + 1], went: [line], came: [other] });
  });
  return hunks;
}

function whole(was: readonly string[], is: readonly string[]): Hunk {
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
  return {
    at: [start + 1, start + 1],
    went: was.slice(start, was.length - end),
    came: is.slice(start, is.length - end),
  };
}
