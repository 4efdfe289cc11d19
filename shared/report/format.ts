import { auditJson } from './audit-json.ts';
import { githubAnnotations } from './github.ts';
import { junit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import type { Reported } from './reported.ts';
import { sarif } from './sarif.ts';

/** The forms in which an audit is written for machines and for a pull request. */
export const machineFormats = ['json', 'sarif', 'junit', 'markdown', 'github'] as const;
export type MachineFormat = (typeof machineFormats)[number];

/** All forms; `text` is for a terminal, and knows its colours. */
export const formats = ['text', ...machineFormats] as const;
export type Format = (typeof formats)[number];

const writers: Readonly<Record<MachineFormat, (reported: Reported) => string>> = {
  json: auditJson,
  sarif,
  junit,
  markdown: reportMarkdown,
  github: githubAnnotations,
};

/** An audit in one of its forms. Nothing but its arguments decides a byte of it. */
export const formatted = (format: MachineFormat, reported: Reported): string => writers[format](reported);
