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

function shortAsset(fields: Readonly<Record<string, unknown>>) {
  const known: readonly string[] = activities;
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      if (!known.includes(field) || !Array.isArray(value)) return [field, value];
      const lines = value.map(shortLine);
      return [field, lines.length === 1 ? lines[0] : lines];
    }),
  );
}

const shortLine = (line: unknown): unknown =>
  isFields(line) && Object.keys(line).length === 1 && typeof line.at === 'string' ? line.at : line;
