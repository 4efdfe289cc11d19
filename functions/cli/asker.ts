import { createInterface, type Interface } from 'node:readline';

/**
 * Asks whoever sits at a terminal. Questions go to standard error, since what is printed may be kept in a file; of
 * several lines that are pasted at once, each answers a question of its own.
 */
export function asker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, interrupted: () => void) {
  const typed: string[] = [];
  let lines: Interface | undefined;
  let ended = false;
  let told = () => {};
  const opened = (): Interface => {
    lines ??= createInterface({ input, output })
      .on('line', (line) => {
        typed.push(line);
        told();
      })
      // left to itself, it would take Ctrl-C for the end of the answers
      .on('SIGINT', interrupted)
      .on('close', () => {
        ended = true;
        told();
      });
    return lines;
  };
  return async (question: string): Promise<string | undefined> => {
    const asking = opened();
    const prompt = question.lastIndexOf('\n') + 1;
    output.write(question.slice(0, prompt));
    if (typed.length === 0 && !ended) {
      asking.setPrompt(question.slice(prompt));
      asking.prompt();
      await new Promise<void>((resolve) => {
        told = resolve;
      });
      // paused, it lets the process end
      if (!ended) asking.pause();
    }
    return typed.shift();
  };
}
