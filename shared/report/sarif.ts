import type { Finding } from '../audit/finding.ts';
import { sha256 } from '../canonical.ts';
import { neverSaid, unreadSaid } from './deployed.ts';
import { statusOf } from './exit-status.ts';
import { leniency, waivedText } from './leniency.ts';
import { visible } from './lines.ts';
import { type Entry, entriesOf, type FilePlace, placed, placeOfFinding, type Reported, ruleIdOf } from './reported.ts';
import { sarifRule } from './sarif-rule.ts';
import { meaning } from './words.ts';

/**
 * An audit as SARIF 2.1.0, as GitHub code scanning takes it: a result for each failure (`error`) and for each matter
 * that nobody can tell (`warning`). What stands beside the verdict, and what is allowed to be unknown, is a `note`, and so
 * is what is waived, which is suppressed and says by whom.
 *
 * Fingerprints are of pack, rule and subject, which is named by content: an alert survives a reordered file.
 */
export function sarif(reported: Reported): string {
  const { audit, file } = reported;
  const entries = entriesOf(audit).filter(({ finding: { outcome } }) => outcome === 'fail' || outcome === 'unknown');
  const ids = [...new Set(entries.map(ruleIdOf))].toSorted();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const first = new Map(entries.toReversed().map((entry) => [ruleIdOf(entry), entry]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Nivas',
            version: audit.inputs.engine,
            rules: ids.flatMap((id) => {
              const entry = first.get(id);
              return entry === undefined ? [] : [sarifRule(entry, reported)];
            }),
          },
        },
        automationDetails: { id: `nivas/${file}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder in which the command was run.' } } },
        invocations: [invocation(reported)],
        results: entries.map((entry) => result(entry, indexes, reported)),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

const root = '%SRCROOT%';

function invocation(reported: Reported) {
  const { audit, name, allowUnknown, lookedAt } = reported;
  const unread = unreadSaid(lookedAt);
  const { verdict, digest, asOf, policySet, coverage } = audit;
  return {
    executionSuccessful: true,
    exitCode: statusOf(reported),
    exitCodeDescription: [meaning[verdict], ...leniency(reported)].map(visible).join(' '),
    ...(unread.length === 0
      ? {}
      : {
          toolExecutionNotifications: unread.map(({ place, said }) => ({
            level: 'warning',
            message: { text: plain(said) },
            locations: [{ physicalLocation: physical(place) }],
          })),
        }),
    properties: {
      application: visible(name),
      verdict,
      digest,
      asOf,
      policySet,
      allowUnknown,
      ...(lookedAt.length === 0
        ? {}
        : { deployed: lookedAt.map(({ name, sha256, coverage }) => ({ name, sha256, ...coverage })) }),
      cannotShow: [...coverage.cannotShow, ...neverSaid(lookedAt)],
    },
  };
}

function result(entry: Entry, indexes: ReadonlyMap<string, number>, reported: Reported) {
  const { finding, pack, decides } = entry;
  const { allowUnknown, placeOf, placeOfSeen, waiving } = reported;
  const { seen = [], subject, at } = finding;
  const place = placeOfFinding(finding, reported);
  const declared = placeOf(at);
  // what one reads beside it: the promise, and everything that is deployed
  const related = [
    ...(placed(place) === placed(declared) ? [] : [{ place: declared, text: 'as declared' }]),
    ...seen.flatMap((one) =>
      one.at === undefined ? [] : [{ place: placeOfSeen(one.at), text: `\`${visible(one.resource)}\` as deployed` }],
    ),
  ];
  const waiver = waiving.of(finding);
  const note = !decides || waiver !== undefined || (allowUnknown && finding.outcome === 'unknown');
  return {
    ruleId: ruleIdOf(entry),
    ruleIndex: indexes.get(ruleIdOf(entry)) ?? -1,
    level: note ? 'note' : finding.outcome === 'fail' ? 'error' : 'warning',
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: physical({ line: 1, ...place }),
        logicalLocations: [subject, ...new Set(seen.map(({ resource }) => resource))].map((name) => ({
          fullyQualifiedName: visible(name),
          kind: 'resource',
        })),
      },
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ place, text }, id) => ({
            id,
            physicalLocation: physical(place),
            message: { text: plain(text) },
          })),
        }),
    ...(waiver === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(waivedText(waiver)) }] }),
    partialFingerprints: { 'nivas/v1': fingerprint(pack.pack, finding) },
    properties: { outcome: finding.outcome, basis: finding.basis, decides },
  };
}

const physical = ({ file, line, column }: FilePlace) => ({
  artifactLocation: { uri: uriOf(file), uriBaseId: root },
  ...(line === undefined
    ? {}
    : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
});

/** Of what a finding is, and not of where it stands or how it is said. */
const fingerprint = (pack: string, { rule, subject }: Finding): string => sha256(JSON.stringify([pack, rule, subject]));

function messageOf({ because, remedy, missing }: Finding): string {
  const asks = [...new Set(missing.map(({ ask }) => ask))];
  return plain([because, ...(remedy === undefined ? [] : [remedy]), ...asks].join('\n'));
}

/**
 * What an operator wrote reaches a viewer that makes links of `[a](b)` and fills in `{0}`: both are broken up, so that
 * they stay words.
 */
const plain = (text: string): string =>
  text
    .split('\n')
    .map(visible)
    .join('\n')
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/g, '{ ');

/** A relative path as a URI: each part escaped, so that no name can be taken for a scheme, a query or a fragment. */
const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
