import { Later, type Value } from '../resource.ts';
import { either } from './alternatives.ts';
import { withReferences } from './joined-text.ts';
import { isList, member, members, text } from './raw.ts';

/** Where and as what a template is deployed, as far as its reader was told. */
export type Deployed = {
  readonly region: string | Later;
  readonly account: string | Later;
  readonly stackName: string | Later;
};

/** Values that are given to a template, by parameter: `Later` where only whoever gives them knows. */
export type Given = ReadonlyMap<string, Value>;

/** What `Ref` gives for the names that are no resources. */
export function parametersOf(template: unknown, given: Given, deployed: Deployed): ReadonlyMap<string, Value> {
  const declared = members(member(template, 'Parameters')).map(
    ([name, raw]) => [name, parameter(name, raw, given.get(name))] as const,
  );
  return new Map([...declared, ...pseudo(deployed)]);
}

/**
 * Parameters whose defaults somebody may replace, each as what it may be: for who is not told what a stack is given.
 * Of those in `Given` they are stronger than the defaults.
 */
export const openParameters = (template: unknown): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    members(member(template, 'Parameters'))
      .filter(([, raw]) => isScalar(member(raw, 'Default')))
      .map(([name, raw]) => [name, among(name, member(raw, 'AllowedValues'), 'is not known to be its default')]),
  );

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
function parameter(name: string, raw: unknown, given: Value | undefined): Value {
  const type = text(member(raw, 'Type')) ?? 'String';
  const fallback = member(raw, 'Default');
  const value = given ?? (isScalar(fallback) ? fallback : undefined);
  // a secret that is typed in is nobody's to read on
  if (isTrue(member(raw, 'NoEcho'))) return new Later(`the parameter \`${name}\` is secret (NoEcho)`);
  if (type.startsWith('AWS::SSM::Parameter::Value'))
    return new Later(
      `the parameter \`${name}\` is read from SSM when it is deployed${typeof value === 'string' ? `: \`${value.slice(0, 200)}\`` : ''}`,
    );
  if (value === undefined) return among(name, member(raw, 'AllowedValues'));
  if (typeof value !== 'string') return value;
  if (/^(CommaDelimitedList$|List<)/.test(type)) return value.split(',').map((item) => withReferences(item.trim()));
  return withReferences(value);
}

/** Without a value it is one of those that are allowed, if they are listed. */
function among(name: string, allowed: unknown, how = 'has no value'): Value {
  const options = isList(allowed) ? allowed.filter(isScalar) : [];
  const why = `the parameter \`${name}\` ${how}`;
  if (options.length === 0) return new Later(how === 'has no value' ? `${why} and no default` : why);
  const listed = options.slice(0, 20).join(', ').slice(0, 400);
  return either(options, `${why}; it may be ${listed}`) ?? new Later(why);
}

const isScalar = (raw: unknown): raw is string | number | boolean =>
  typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';

const isTrue = (raw: unknown) => raw === true || raw === 'true' || raw === 'True';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const pseudo = ({ region, account, stackName }: Deployed): [string, Value][] => [
  ['AWS::Region', region],
  ['AWS::AccountId', account],
  ['AWS::StackName', stackName],
  ['AWS::StackId', new Later('the id of a stack is made when it is deployed')],
  ['AWS::NotificationARNs', new Later('notification ARNs are given when it is deployed')],
  ['AWS::Partition', region instanceof Later ? region : partitionOf(region)],
  ['AWS::URLSuffix', region instanceof Later ? region : suffixOf(region)],
];

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitions: readonly (readonly [prefix: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
];

const partitionOf = (region: string) => partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
const suffixOf = (region: string) => partitions.find(([prefix]) => region.startsWith(prefix))?.[2] ?? 'amazonaws.com';
