import { Later, Reference, type Value } from '../resource.ts';
import { forEach } from './alternatives.ts';
import { ifCondition } from './condition.ts';
import { joined } from './joined-text.ts';
import { findInMap, select } from './lookup.ts';
import { isList, isMap, isValues, member, text } from './raw.ts';
import type { Intrinsic, Step } from './scope.ts';

/** What `Ref` to a name gives: a parameter's value, or the resource itself to be followed. */
function named(name: string, { scope }: Step): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const value = scope.parameters.get(name);
  if (value !== undefined) return value;
  if (scope.resources.has(name)) return new Reference(scope.prefix + name);
  return new Later(`\`${name.slice(0, 80)}\` is no parameter or resource of this template`);
}

function attribute(name: string, of: string, { scope }: Step): Value {
  const known = scope.attribute(name, of);
  if (known !== undefined) return known;
  if (scope.resources.has(name)) return new Reference(scope.prefix + name, of);
  return new Later(`\`${name.slice(0, 80)}\` is no resource of this template`);
}

const ref: Intrinsic = (argument, step) => {
  const name = step.resolve(argument);
  return typeof name === 'string' ? named(name, step) : new Later('Ref does not name anything that is known');
};

const getAtt: Intrinsic = (argument, step) => {
  const [name, ...rest] = isList(argument)
    ? argument.map((one) => step.resolve(one))
    : (text(argument)?.split('.') ?? []);
  const words = rest.filter((one) => typeof one === 'string');
  if (typeof name !== 'string' || words.length === 0 || words.length < rest.length)
    return new Later('Fn::GetAtt does not name a resource and an attribute that are known');
  return attribute(name, words.join('.'), step);
};

/** `Fn::Sub`: `${Name}`, `${Resource.Attribute}`, names of its own map, and `${!Kept}`. */
const sub: Intrinsic = (argument, step) => {
  // SAM writes the map first
  const [first, second] = isList(argument) ? argument : [argument];
  const [written, own] = typeof second === 'string' ? [second, first] : [first, second];
  const parts = (text: string) =>
    text.split(/(\$\{[^{}$]*\})/).map((part): Value | undefined => {
      const name = /^\$\{([^{}$]*)\}$/.exec(part)?.[1]?.trim();
      if (name === undefined) return part;
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (isMap(own) && Object.hasOwn(own, name)) return step.resolve(member(own, name));
      const dot = name.indexOf('.');
      return dot === -1 ? named(name, step) : attribute(name.slice(0, dot), name.slice(dot + 1), step);
    });
  if (typeof written === 'string') return joined(parts(written), step.scope.work);
  return forEach([step.resolve(written)], step.scope.work, ([text]) => {
    if (typeof text === 'string') return joined(parts(text), step.scope.work);
    return text instanceof Later ? text : new Later('Fn::Sub has no text');
  });
};

const join: Intrinsic = (argument, step) => {
  const [delimiter, written] = isList(argument) ? argument : [];
  const list = step.resolve(written);
  if (typeof delimiter !== 'string') return new Later('Fn::Join has no delimiter');
  return forEach([list], step.scope.work, ([one]) => {
    if (one instanceof Later) return one;
    if (!isValues(one)) return new Later('Fn::Join has no list');
    return joined(
      one.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item])),
      step.scope.work,
    );
  });
};

const split: Intrinsic = (argument, step) => {
  const [delimiter, written] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string' || delimiter === '') return new Later('Fn::Split has no delimiter');
  return forEach([step.resolve(written)], step.scope.work, ([one]) => {
    if (one instanceof Later) return one;
    return typeof one === 'string' ? one.split(delimiter) : new Later('Fn::Split has no text');
  });
};

const importValue: Intrinsic = (argument, step) =>
  forEach([step.resolve(argument)], step.scope.work, ([name]) => {
    if (name instanceof Later) return new Later(`which export is imported is not known: ${name.why}`);
    const known = typeof name === 'string' ? step.scope.imported(name) : undefined;
    return (
      known ?? new Later(`\`${String(name).slice(0, 200)}\` is exported by a stack that is not part of this evidence`)
    );
  });

/** An output of a stack that need not export it. CDK's weak references are written so. */
const getStackOutput: Intrinsic = (argument, step) => {
  const [stack, output] = ['StackName', 'OutputName'].map((key) => step.resolve(member(argument, key)));
  const region = step.resolve(member(argument, 'Region') ?? null);
  const known =
    typeof stack === 'string' && typeof output === 'string' && !(region instanceof Later)
      ? step.scope.stackOutput(stack, output, text(region))
      : undefined;
  return known ?? new Later('it is an output of a stack that is not part of this evidence');
};

/** A zone of a region, of which only the last letter is not known. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html */
const getAZs: Intrinsic = (argument, step) => {
  const region = step.resolve(argument);
  const here = region === '' || region === undefined ? step.scope.parameters.get('AWS::Region') : region;
  const zone = joined([here, new Later('which zones of the region an account has is not known')], step.scope.work);
  return zone === undefined ? new Later('no region is known') : [zone];
};

const length: Intrinsic = (argument, step) => {
  const list = step.resolve(argument);
  return list instanceof Later ? list : isValues(list) ? list.length : new Later('Fn::Length has no list');
};

const transform: Intrinsic = (argument, step) => {
  const name = text(member(argument, 'Name')) ?? 'a macro';
  const because = `what \`${name.slice(0, 80)}\` puts here is not part of this evidence`;
  step.report(`${because}: give the template as it is after its transforms`);
  return new Later(because);
};

const cidr: Intrinsic = () => new Later('the address blocks are counted when it is deployed');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::If', ifCondition],
  ['Fn::ImportValue', importValue],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::GetAZs', getAZs],
  ['Fn::Length', length],
  ['Fn::Cidr', cidr],
  ['Fn::Transform', transform],
  // the plain text is what a reader looks into, and so is the value that is written as JSON
  ['Fn::Base64', (argument, step) => step.resolve(argument)],
  ['Fn::ToJsonString', (argument, step) => step.resolve(argument)],
]);

/** Whether a map of one member is a function, also one that is not known here. */
export const isIntrinsic = (name: string): boolean =>
  name === 'Ref' || (name.startsWith('Fn::') && !name.startsWith('Fn::ForEach::'));
