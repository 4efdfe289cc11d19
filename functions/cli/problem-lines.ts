import type { NivasError } from '../../shared/error.ts';
import { visible } from '../../shared/report/lines.ts';

/** `residency.yaml:14:5 …` for each problem, then what it comes to. */
export function problemLines({ message, issues }: NivasError, file: string): string[] {
  const placed = issues.map(({ line, column, pointer, message: said }) =>
    visible(line === undefined ? `${file} ${pointer} ${said}` : `${file}:${line}:${column} ${said}`).trim(),
  );
  return issues.some(({ message: said }) => said === message) ? placed : [...placed, `nivas: ${visible(message)}`];
}
