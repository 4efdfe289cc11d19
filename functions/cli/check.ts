import { relative } from 'node:path';
import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';
import { exitStatus, statusOf } from '../../shared/report/exit-status.ts';
import { explainer } from '../../shared/report/explanation.ts';
import { type Format, formats, formatted } from '../../shared/report/format.ts';
import { leniency } from '../../shared/report/leniency.ts';
import { printed as wrapped } from '../../shared/report/lines.ts';
import type { FilePlace, Reported } from '../../shared/report/reported.ts';
import { seenPlaces } from '../../shared/report/seen-place.ts';
import { reportText } from '../../shared/report/text.ts';
import { deployedText, unreadText } from '../../shared/report/text-deployed.ts';
import { waiving } from '../../shared/waiver/waiving.ts';
import { type AuditedDeployed, auditDeployed, type EvidenceOptions } from './audit-deployed.ts';
import { foundText } from './found-evidence.ts';
import { shownPath } from './shown-path.ts';
import { stages } from './stages.ts';
import { painted, type Terminal } from './terminal.ts';
import { waiversIn } from './waivers-file.ts';
import { writeText } from './write-text.ts';

export type CheckOptions = {
  readonly asOf?: string;
  readonly json?: boolean;
  readonly format?: string;
  /** `format=file`, each written beside what is printed. */
  readonly out?: readonly string[];
  readonly allowUnknown?: boolean;
  /** A file with failures that somebody answers for. */
  readonly waivers?: string;
} & EvidenceOptions &
  Partial<Recording>;

/** Where to record the audit, and by whose right. */
type Recording = { readonly server: string; readonly application: string; readonly token: string };

/** `nivas check`: audits a file offline, says what was found in every form that was asked for, and gives the status. */
export async function check(file: string, options: CheckOptions, terminal: Terminal): Promise<number> {
  const { json, format, out = [], allowUnknown = false } = options;
  const printed = formatNamed(format ?? (json ? 'json' : 'text'));
  if (json && printed !== 'json') throw refused(`\`--json\` and \`--format ${printed}\` name two forms: give one`);
  const files = filesNamed(out, file);
  const stage = stages(terminal);
  try {
    stage(`reading ${file}`);
    const found = await auditDeployed(file, options.asOf ?? terminal.today(), options);
    const waivers = options.waivers === undefined ? [] : await waiversIn(options.waivers);
    const reported = reportedOf(file, found, { allowUnknown, waiving: waiving(found.audit, waivers) });
    const write = (form: Format, on?: Terminal) => written(form, reported, { ...found, file }, on);
    stage('writing what was found');
    for (const [path, form] of files) await writeText(path, `${write(form)}\n`);
    terminal.print(write(printed, terminal));
    sayWhatWasLookedAt(found, printed, terminal);
    if (options.server === undefined) return statusOf(reported);
    stage(`recording it at ${options.server}`);
    const { recordAudit } = await import('./record-audit.ts');
    const { verdict, same } = await recordAudit(found, options, terminal);
    // what a service finds by other rules, nobody here answers for
    return same ? statusOf(reported) : exitStatus(verdict, allowUnknown);
  } finally {
    stage();
  }
}

/** Beside a report that people read; beside any other, what was found and not read is said, and not on its output. */
function sayWhatWasLookedAt({ lookedAt, found }: AuditedDeployed, printed: Format, terminal: Terminal): void {
  if (lookedAt.length === 0) return;
  if (printed === 'text') terminal.print(`\n${deployedText(lookedAt, painted(terminal).colour)}`);
  else if (lookedAt.some(({ unread }) => unread.length > 0)) terminal.complain(unreadText(lookedAt));
  if (found.length === 0) return;
  if (printed === 'text') terminal.print(foundText(found, 2));
  else terminal.complain(`nivas: ${foundText(found)}`);
}

/** An audit with what its reports need: where things stand, and what makes the command end otherwise. */
function reportedOf(
  file: string,
  { audit, name, locate, rulebook, lookedAt }: AuditedDeployed,
  lenient: Pick<Reported, 'allowUnknown' | 'waiving'>,
): Reported {
  const shown = shownPath(file);
  return {
    audit,
    name,
    file: shown,
    placeOf: remembered((pointer) => ({ file: shown, ...locate(pointer) })),
    placeOfSeen: remembered(seenPlaces(lookedAt)),
    explain: explainer(rulebook),
    lookedAt,
    ...lenient,
  };
}

/** An audit in a form. On a terminal, text may have colour. */
function written(
  format: Format,
  reported: Reported,
  // a terminal is shown the file as it was typed
  { file, locate }: Pick<AuditedDeployed, 'locate'> & { readonly file: string },
  terminal?: Terminal,
): string {
  if (format !== 'text') return formatted(format, reported);
  const { audit, ...options } = reported;
  const paint = terminal === undefined ? {} : painted(terminal);
  const text = reportText(audit, { ...options, file, locate, ...paint });
  return [text, ...leniency(reported).map((said) => wrapped([{ text: said }]))].join('\n');
}

/** Findings share places, and to find one walks the tree of the file. */
function remembered(placeOf: Reported['placeOf']): Reported['placeOf'] {
  const known = new Map<string, FilePlace>();
  return (pointer) => {
    const place = known.get(pointer) ?? placeOf(pointer);
    known.set(pointer, place);
    return place;
  };
}

function formatNamed(typed: string): Format {
  const format = formats.find((one) => one === typed);
  if (format !== undefined) return format;
  throw refused(`\`${typed}\` is none of the forms ${formats.join(', ')}${suggestion(typed, formats)}`);
}

/** What to write where. One file is written once, whatever it is called. */
function filesNamed(out: readonly string[], declaration: string): Map<string, Format> {
  const files = new Map<string, Format>();
  for (const typed of out) {
    const [, format, file] = /^([^=]*)=(.+)$/s.exec(typed) ?? [];
    if (format === undefined || file === undefined)
      throw refused(`\`--out ${typed}\` does not say what to write where: expected such as \`sarif=report.sarif\``);
    const path = relative('.', file);
    if (files.has(path)) throw refused(`\`${file}\` stands in two \`--out\`: each needs a file of its own`);
    if (path === relative('.', declaration)) throw refused(`\`--out ${typed}\` would overwrite the declaration`);
    files.set(path, formatNamed(format));
  }
  return files;
}

const refused = (message: string) => new NivasError('request_invalid', message);
