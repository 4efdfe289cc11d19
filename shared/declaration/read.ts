import * as z from 'zod';
import { sha256 } from '../canonical.ts';
import { type Issue, NivasError } from '../error.ts';
import { type EvidenceMap, SentEvidence } from '../evidence/evidence.ts';
import type { FactSpecs } from './fact.ts';
import { issuesOf, most, placed, refuse } from './issue.ts';
import { limits } from './limits.ts';
import { suggestion } from './near-name.ts';
import type { Path } from './pointer.ts';
import { type Declaration, declarationSchema } from './schema.ts';
import { type Format, parseSource, type Source } from './source.ts';

/** What was sent, ready to be audited: the declaration, its evidence, and where things stand in the text. */
export type Reading = {
  readonly declaration: Declaration;
  readonly evidence: EvidenceMap;
  readonly source: Source;
};

/** What was sent, valid but for texts of evidence that are only named by their digest. */
export type Sent = Omit<Reading, 'evidence'> & { readonly evidence: SentEvidence };

/**
 * Makes a reader for declarations that may state the given facts, and that carry all their evidence.
 *
 * The reader takes text, throws `body_malformed` if it does not parse and `declaration_invalid` with every
 * problem at once, each with pointer, line and column; a misspelt name gets the near one.
 */
export function declarationReader(facts: FactSpecs): (text: string, format: Format) => Reading {
  const read = sentReader(facts);
  const none = new Map<string, string>();
  return (text, format) => withTexts(read(text, format), none);
}

/** Makes a reader as `declarationReader` does, for declarations that may name what was uploaded. */
export function sentReader(facts: FactSpecs): (text: string, format: Format) => Sent {
  const schema = z.strictObject({ ...declarationSchema(facts).shape, evidence: SentEvidence.optional() });
  return (text, format) => {
    const source = parseSource(text, format, limits.depth);
    if (typeof source.raw !== 'object' || source.raw === null || Array.isArray(source.raw))
      throw new NivasError('body_malformed', 'expected a declaration: a map with `application`, `data` and more');
    const onDisk = filesOf(source);
    if (onDisk.length > 0) refuse(onDisk, 'declaration');
    const parsed = schema.safeParse(source.raw, { reportInput: true });
    if (!parsed.success)
      refuse(
        issuesOf(parsed.error, source, (path) => fieldsAt(schema, path)),
        'declaration',
      );
    const { evidence = {}, ...declaration } = parsed.data;
    const issues = [
      ...danglingKeys(declaration, source),
      ...strangeAssets(declaration, source),
      ...deniedRoles(declaration, source),
      ...wrongDigests(evidence, source),
    ];
    if (issues.length > 0) refuse(issues, 'declaration');
    return { declaration, evidence, source };
  };
}

/** What was sent with the texts that it only names, by SHA-256. Throws `declaration_invalid` for each one missing. */
export function withTexts({ evidence, ...sent }: Sent, texts: ReadonlyMap<string, string>): Reading {
  const issues: Issue[] = [];
  const complete: [string, EvidenceMap[string]][] = [];
  for (const [key, item] of Object.entries(evidence)) {
    if (item.kind === 'observed') complete.push([key, item]);
    else {
      const text = item.text ?? texts.get(item.sha256);
      if (text === undefined) issues.push(placed(sent.source, ['evidence', key, 'text'], textMissing));
      else complete.push([key, { ...item, text }]);
    }
  }
  if (issues.length > 0) refuse(issues, 'declaration');
  return { ...sent, evidence: Object.fromEntries(complete) };
}

const textMissing =
  '`text` is missing: send the words, or on the command line their `file`; uploaded evidence is only looked up for ' +
  'a declaration that is to be recorded';

/** `file` names what lies beside a declaration, where only the command line can read it. */
function filesOf(source: Source): Issue[] {
  const map = z
    .object({ evidence: z.record(z.string(), z.object({ kind: z.unknown(), file: z.unknown() })) })
    .safeParse(source.raw);
  if (!map.success) return [];
  return Object.entries(map.data.evidence).flatMap(([key, { kind, file }]) =>
    kind !== 'public-terms' || file === undefined
      ? []
      : [
          placed(
            source,
            ['evidence', key, 'file'],
            '`file` is read by the command line alone: over REST send its `text`, `sha256` and `mediaType`',
          ),
        ],
  );
}

/** The fields that a schema has at a path, to suggest from. */
export function fieldsAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const inside = unwrapped(schema);
  const [part, ...rest] = path;
  if (part === undefined) return inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
  if (inside instanceof z.ZodArray) return fieldsAt(inside.element, typeof part === 'number' ? rest : path);
  if (inside instanceof z.ZodRecord) return fieldsAt(inside.valueType, rest);
  const field = inside instanceof z.ZodObject ? inside.shape[part] : undefined;
  return field === undefined ? [] : fieldsAt(field, rest);
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrapped(schema.out);
  if (schema instanceof z.ZodUnion) return unwrapped(schema.options.at(-1) ?? schema);
  return schema;
}

/** Keys that name nothing: a document that attests a fact, the party that holds data, the quoted document. */
function danglingKeys(declaration: Declaration, source: Source): Issue[] {
  const keysOf = (map: object | 'none' | undefined) => (map === undefined || map === 'none' ? [] : Object.keys(map));
  const known = { by: keysOf(declaration.parties), document: keysOf(declaration.documents) };
  const issues: Issue[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (typeof node !== 'object' || node === null || issues.length >= most) return;
    for (const [key, value] of Object.entries(node)) {
      const at = [...path, Array.isArray(node) ? Number(key) : key];
      const names = key === 'by' ? known.by : key === 'document' ? known.document : undefined;
      if (names && typeof value === 'string' && !names.includes(value))
        issues.push(
          placed(
            source,
            at,
            `no ${key === 'by' ? 'party' : 'document'} \`${value}\` is declared${suggestion(value, names)}`,
          ),
        );
      walk(value, at);
    }
  };
  const { data, terms, facts, owners, documents } = declaration;
  walk({ data, terms, facts, owners, documents }, []);
  return issues;
}

/** Resources that are said to hold an asset which is not declared. */
function strangeAssets({ resources = {}, data = {} }: Declaration, source: Source): Issue[] {
  return Object.keys(resources).flatMap((asset) =>
    Object.hasOwn(data, asset)
      ? []
      : [
          placed(
            source,
            ['resources', asset],
            `no asset \`${asset}\` is declared${suggestion(asset, Object.keys(data))}`,
          ),
        ],
  );
}

/** A role that is claimed and denied. */
function deniedRoles({ roles, notRoles = [] }: Declaration, source: Source): Issue[] {
  if (roles === undefined || roles === 'none') return [];
  return notRoles.flatMap((role, index) =>
    roles.includes(role)
      ? [placed(source, ['notRoles', index], `\`${role}\` is in \`roles\` and in \`notRoles\``)]
      : [],
  );
}

/** Text under another digest than its own would attest what it does not say. */
function wrongDigests(evidence: SentEvidence, source: Source): Issue[] {
  return Object.entries(evidence).flatMap(([key, item]) => {
    if (item.kind !== 'public-terms' || item.text === undefined || sha256(item.text) === item.sha256) return [];
    return [placed(source, ['evidence', key, 'sha256'], `the text has the digest \`${sha256(item.text)}\``)];
  });
}
