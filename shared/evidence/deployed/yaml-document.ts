import { type CollectionTag, type Document, type ParsedNode, parseDocument, type ScalarTag } from 'yaml';

/** The short forms of CloudFormation's functions, `!Sub` for `Fn::Sub`. */
export const shortTags = new Set(
  (
    'Ref Condition GetAtt Sub Join Select Split FindInMap If Equals And Or Not ImportValue Base64 Cidr GetAZs ' +
    'Transform Length ToJsonString Contains EachMemberEquals EachMemberIn RefAll ValueOf ValueOfAll'
  )
    .split(' ')
    .map((name) => `!${name}`),
);

/** A tag is kept on its node, and what it stands before is parsed as if it had none; a number stays as written. */
const customTags = [...shortTags].flatMap((tag): (ScalarTag | CollectionTag)[] => [
  { tag, resolve: (text) => text },
  { tag, collection: 'map' },
  { tag, collection: 'seq' },
]);

/**
 * The document of a template's text, with whatever errors it has. Strings stay strings (`NO`, dates). Whether keys
 * are unique is left to the reader: the library compares each with each.
 */
export const yamlDocument = (text: string): Document.Parsed<ParsedNode> | undefined => {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      customTags,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (cause) {
    // the library calls itself for each level of nesting
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
};
