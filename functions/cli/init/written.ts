import { Document, isMap, isNode, isScalar, visit } from 'yaml';
import { activities } from '../../../shared/declaration/activity.ts';
import { visible } from '../../../shared/report/lines.ts';
import { type Draft, fieldsAt, isFields } from './draft.ts';

/** The parts of a declaration in the order in which a reader wants them, and what each is for. */
const sections: Readonly<Record<string, string>> = {
  application: 'A declaration for Nivas: what the operator says. `nivas check` audits it.',
  roles: 'Who the operator and the application are: that decides what law applies.',
  exemptions: 'What frees from a duty.',
  owners: 'Shown beside the verdict; never judged.',
  data: 'Each kind of data, and where everything is done with it. `none` names what happens nowhere.',
  terms: 'What the public terms say.',
  documents: 'Documents that stand behind what is said.',
  facts: 'What else the rules ask of the application.',
  complete: 'Lists of which you say: there are no others.',
};

/** A draft as YAML that a person goes on with: in order, with comments, and with what is still open at its end. */
export function writtenDraft(draft: Draft, open: readonly string[]): string {
  const ordered = Object.keys(sections).flatMap((key) =>
    Object.hasOwn(draft, key) ? [[key, key === 'data' ? shortData(draft) : draft[key]] as const] : [],
  );
  const document = new Document(Object.fromEntries(ordered));
  for (const { key } of isMap(document.contents) ? document.contents.items : []) {
    if (!isNode(key)) continue;
    const name = String(key.toJSON());
    key.commentBefore = ` ${sections[name] ?? name}`;
    key.spaceBefore = name !== 'application';
  }
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every((item) => isScalar(item));
    },
  });
  const left = open.map((line) => ` - ${visible(line)}`);
  if (left.length > 0) document.comment = [' Still open, the most decisive first:', ...left].join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** As a person would write it: `store: aws/ap-south-1`, and a list only where there are several. */
function shortData(draft: Draft) {
  return Object.fromEntries(
    Object.entries(fieldsAt(draft, 'data')).map(([asset, fields]) => [
      asset,
      isFields(fields) ? shortAsset(fields) : fields,
    ]),
  );
}

/** What it is, where it is, what else was said of it, and what happens nowhere. */
function shortAsset(fields: Readonly<Record<string, unknown>>) {
  const { category, contexts, none, ...rest } = fields;
  const placed = activities.flatMap((activity) => {
    const lines = rest[activity];
    if (!Array.isArray(lines)) return [];
    const short = lines.map(shortLine);
    return [[activity, short.length === 1 ? short[0] : short] as const];
  });
  const known: readonly string[] = activities;
  const nowhere = Array.isArray(none) ? activities.filter((activity) => none.includes(activity)) : [];
  const said = [
    ['category', category],
    ['contexts', contexts],
    ...placed,
    ...Object.entries(rest).filter(([field]) => !known.includes(field)),
    ['none', nowhere.length === 0 ? undefined : nowhere],
  ] as const;
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

const shortLine = (line: unknown): unknown =>
  isFields(line) && Object.keys(line).length === 1 && typeof line.at === 'string' ? line.at : line;
