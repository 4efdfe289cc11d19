import type { Format } from '../../../declaration/source.ts';
import { type Deployment, Later, type Unread, type Value } from '../resource.ts';
import { isMap, member, members, text } from './raw.ts';
import { readResources } from './read-resources.ts';
import { alone, makeStack } from './stack.ts';
import { makePositions, type Problem, parseTree, type Tree } from './template-text.ts';
import { Work } from './work.ts';

/** What a template does not say of itself, from whoever deploys it. */
export type TemplateOptions = {
  /** As the file is named in findings; its ending tells the format unless that is given. */
  readonly file: string;
  readonly format?: Format;
  readonly region?: string;
  readonly account?: string;
  /** Also goes before each address, so that those of several templates differ. */
  readonly stackName?: string;
  readonly parameters?: { readonly [name: string]: Value };
};

/**
 * Every resource that a CloudFormation or SAM template deploys or may deploy, with everything resolved that can be.
 *
 * Anybody may have written the text: nothing in it makes this throw, and what could not be read is in `unread`, with
 * its position. A template names no region: without one every region in it is `Later`.
 */
export function readTemplate(source: string, options: TemplateOptions): Deployment {
  const { file, region = noRegion, account = noAccount, stackName, parameters = {} } = options;
  const tree = parseTree(source, options.format, file);
  const work = new Work(source.length);
  for (const { pointer, because } of problemsOf(tree, false)) work.report(pointer, because);
  const stack = makeStack(
    {
      root: tree.raw,
      deployed: { region, account, stackName: stackName ?? new Later('the name of the stack was not given') },
      given: new Map(Object.entries(parameters)),
      prefix: stackName === undefined ? '' : `${stackName}/`,
      work,
    },
    alone,
  );
  const resources = readResources(stack, { file, region, tags: {} });
  for (const { at, type } of resources) if (isNested(type)) work.report(at.pointer, elsewhere);
  return { resources, unread: unreadOf([...tree.problems, ...work.problems], source, tree, file) };
}

const noRegion = new Later('a template names no region, and none was given: say where it is deployed (`--region`)');
const noAccount = new Later('the account is known when it is deployed');
const elsewhere = 'what this nested stack deploys is not part of this evidence: give its template too, or the assembly';

/** Resources that deploy templates of their own. */
export const isNested = (type: string): boolean =>
  /^AWS::(?:CloudFormation::(?:Stack|StackSet)|Serverless::Application)$/.test(type);

/** Transforms whose work is read here, or that move nothing: any other may rewrite all. */
const knownTransforms =
  /^AWS::(LanguageExtensions|Serverless-2016-10-31|SecretsManager-\d{4}-\d{2}-\d{2}|CodeDeployBlueGreen)$/;

/** What is wrong with a template as a whole. The CDK writes stacks of nothing without `Resources`. */
export function problemsOf({ raw, problems }: Tree, mayBeEmpty: boolean): Problem[] {
  if (raw === undefined && problems.length > 0) return [];
  if (!isMap(raw)) return [{ pointer: '', because: 'expected a template: a map that has `Resources`' }];
  const resources = member(raw, 'Resources');
  const written = member(raw, 'Transform') ?? [];
  const transforms = [...(Array.isArray(written) ? written : [written]), ...transformsOf(raw)];
  return [
    ...(isMap(resources) || (mayBeEmpty && resources === undefined)
      ? []
      : [{ pointer: '', because: 'a template has a map of `Resources`, and this has none' }]),
    ...transforms.flatMap((one: unknown) => {
      const name = text(one) ?? text(member(one, 'Name')) ?? 'a macro';
      if (knownTransforms.test(name)) return [];
      const because = `the transform \`${name.slice(0, 80)}\` may change anything: give the template as it is after it`;
      return [{ pointer: '/Transform', because }];
    }),
  ];
}

const transformsOf = (raw: unknown): unknown[] =>
  members(raw).flatMap(([key, value]) => (key === 'Fn::Transform' ? [value] : []));

/** Problems with their positions, in the order in which they stand. */
export function unreadOf(problems: readonly Problem[], source: string, { format }: Tree, file: string): Unread[] {
  const position = makePositions(source, format);
  return problems.map((problem) => ({
    file,
    pointer: problem.pointer,
    because: problem.because,
    ...position(problem),
  }));
}
