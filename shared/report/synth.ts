import type { Finding } from '../audit/finding.ts';
import { exitStatus } from './exit-status.ts';
import { visible } from './lines.ts';
import { type Entry, entriesOf, inFileOrder, placed, type Reported, ruleIdOf } from './reported.ts';
import { known, meaning } from './words.ts';

/** Where in what was synthesized something stands: the construct if it is known, and the template. */
export type SynthSpot = {
  /** `cdk.out/Stack.template.json#/Resources/Videos`, for people. */
  readonly shown: string;
  readonly constructPath?: string;
  readonly resourceLogicalId?: string;
  readonly templatePath?: string;
  /** As the CDK writes a property of a resource: `Properties.Replicas.0.Region`. */
  readonly property?: string;
};

/** What could not be read, and why. */
export type SynthUnread = SynthSpot & { readonly because: string };

/**
 * What the CDK prints needs no explanation of a rule, and its own words say where what is deployed stands. A synthesis
 * has no status that stands between success and failure, so nothing is waived.
 */
type Synthable = Omit<Reported, 'explain' | 'placeOfSeen' | 'lookedAt' | 'waiving'>;

/** What showed an audit's findings in what was synthesized. */
export type Synthesized = {
  readonly spotsOf: (finding: Finding) => readonly SynthSpot[];
  readonly unread: readonly SynthUnread[];
};

type Where = Omit<SynthSpot, 'shown' | 'property'> & { readonly locations: string[] };

/** As the CDK's validation has it: `PolicyViolation`. */
export type SynthViolation = {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: 'fatal' | 'info';
  readonly fix?: string;
  readonly ruleMetadata?: Readonly<Record<string, string>>;
  readonly violatingResources: Where[];
};

/** As the CDK's validation has it: `PolicyValidationPluginReport`. */
export type SynthReport = {
  readonly success: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: SynthViolation[];
};

/**
 * An audit as a validation plugin of the CDK reports it. Whatever fails is `fatal`: that alone cannot be acknowledged.
 * The verdict is a violation of its own and about the whole app, since the CDK's command leaves out what is only about
 * stacks that were not selected, and takes a report of which nothing is left for a success.
 */
export function synthReport(reported: Synthable, { spotsOf, unread }: Synthesized): SynthReport {
  const { audit, placeOf, allowUnknown } = reported;
  const deciding = entriesOf(audit).filter(({ decides }) => decides);
  const of = (outcome: Finding['outcome']) =>
    inFileOrder(
      deciding.filter(({ finding }) => finding.outcome === outcome),
      ({ finding }) => placeOf(finding.at),
    ).flatMap((entry) => violationsOf(entry, spotsOf(entry.finding), reported));
  const success = exitStatus(audit.verdict, allowUnknown) === 0;
  // what is not read makes an audit indeterminate where any rule asks for data, and else is nobody's
  const notRead = unread.map((one) => violationOfUnread(one, success || allowUnknown));
  const found = [...of('fail'), ...of('unknown'), ...notRead];
  return {
    success,
    metadata: {
      verdict: audit.verdict,
      digest: audit.digest,
      asOf: audit.asOf,
      policySet: audit.policySet,
      allowUnknown: String(allowUnknown),
    },
    violations: success && found.length === 0 ? [] : [verdictOf(reported, success), ...found],
  };
}

/** What is said where no audit could be made: it fails as a breach does. */
export const notJudged = (lines: readonly string[]): SynthReport => ({
  success: false,
  metadata: {},
  violations: [
    {
      ruleName: 'nivas/not-judged',
      description: described(['What is synthesized could not be judged', ...lines]),
      severity: 'fatal',
      violatingResources: [wholeApp],
    },
  ],
});

const wholeApp: Where = { constructPath: '', locations: [] };

const unknownAllowed =
  'What nobody can tell is allowed here (`allowUnknown`): it is reported, and does not fail the synthesis.';

const verdictOf = ({ audit, name, allowUnknown }: Synthable, success: boolean): SynthViolation => ({
  ruleName: 'nivas/verdict',
  description: described([
    `${audit.verdict.toUpperCase()}: ${name}, as of ${audit.asOf}`,
    meaning[audit.verdict],
    ...(allowUnknown ? [unknownAllowed] : []),
    audit.digest,
  ]),
  severity: success ? 'info' : 'fatal',
  violatingResources: [wholeApp],
});

/** One for each resource that shows it, so that each names its own place; one for the declaration if there is none. */
function violationsOf(entry: Entry, spots: readonly SynthSpot[], { placeOf, allowUnknown }: Synthable) {
  const { finding } = entry;
  const declared = placed(placeOf(finding.at));
  const asks = finding.missing.map(({ ask }) => ask);
  const fix = [...new Set([...(finding.remedy === undefined ? [] : [finding.remedy]), ...asks])]
    .map(visible)
    .join('\n');
  const whole = spots.length === 0 ? [undefined] : spots;
  return whole.map(
    (spot): SynthViolation => ({
      ruleName: ruleIdOf(entry),
      description: described([
        finding.because,
        finding.clause,
        `${declared} (${known[finding.basis]})`,
        ...(spot === undefined ? [] : [spot.shown]),
      ]),
      severity: finding.outcome === 'unknown' && allowUnknown ? 'info' : 'fatal',
      ...(fix === '' ? {} : { fix }),
      ruleMetadata: {
        outcome: finding.outcome,
        basis: finding.basis,
        clause: visible(finding.clause),
        declared: visible(declared),
        ...(spot === undefined ? {} : { deployed: visible(spot.shown) }),
      },
      violatingResources: [spot === undefined ? wholeApp : whereOf(spot)],
    }),
  );
}

const violationOfUnread = (one: SynthUnread, allowed: boolean): SynthViolation => ({
  ruleName: 'nivas/not-read',
  description: described([`not read: ${one.because}`, one.shown]),
  severity: allowed ? 'info' : 'fatal',
  violatingResources: [whereOf(one)],
});

function whereOf({ constructPath = '', resourceLogicalId, templatePath, property }: SynthSpot): Where {
  return {
    constructPath,
    ...(resourceLogicalId === undefined ? {} : { resourceLogicalId }),
    ...(templatePath === undefined ? {} : { templatePath }),
    locations: property === undefined ? [] : [property],
  };
}

/** The CDK prints a description as it is, and what follows it three characters to the right. */
const described = (lines: readonly string[]): string => lines.map(visible).join('\n   ');
