import type { Terminal } from './terminal.ts';

const patience = 1000;

/**
 * Says on standard error what a command is doing, once it takes longer than a second, where somebody watches. Give the
 * name of each stage as it begins, and none at the end.
 */
export function stages({ complain, watched = false }: Pick<Terminal, 'complain' | 'watched'>): (name?: string) => void {
  if (!watched) return () => {};
  const began = performance.now();
  let waiting: NodeJS.Timeout | undefined;
  return (name) => {
    clearTimeout(waiting);
    if (name === undefined) return;
    const left = patience - (performance.now() - began);
    const say = () => complain(`nivas: ${name} …`);
    // An audit holds the only thread, so its own stage is said before it and not while it lasts.
    if (left <= 0) say();
    else waiting = setTimeout(say, left).unref();
  };
}
