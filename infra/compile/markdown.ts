import { NivasError } from '../../shared/error.ts';

export const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** One row a line; a bar inside a cell would end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A block of code. */
export const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** A template with each `{{name}}` replaced by the part of that name. Throws `shape_unknown` for a name without one. */
export function filled(template: string, parts: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new NivasError('shape_unknown', `the template asks for \`${name}\``);
    return part;
  });
}
