// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so
import { expect, test } from 'vitest';
import { readTemplate } from '../../../shared/evidence/deployed/cloudformation/read-template.ts';
import { shown } from './written.ts';

const around = {
  Parameters: {
    Known: { Type: 'String', Default: 'ap-south-1' },
    Open: { Type: 'String' },
    OneOfTwo: { Type: 'String', AllowedValues: ['ap-south-1', 'ap-south-2'] },
    OnlyOne: { Type: 'String', AllowedValues: ['ap-south-2'] },
    List: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Secret: { Type: 'String', NoEcho: true, Default: 'hunter2' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/region' },
    Given: { Type: 'String', Default: 'no' },
    GivenList: { Type: 'List<String>' },
    Number: { Type: 'Number', Default: 3 },
  },
  Mappings: {
    Places: { 'ap-south-1': { city: 'Mumbai', list: ['x', 'y'] }, 'us-east-1': { city: 'Ashburn' } },
    constructor: { a: { b: 'own' } },
  },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'ap-south-1'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
    AlsoOpen: { 'Fn::Equals': ['other', { Ref: 'Open' }] },
    NotUnknown: { 'Fn::Not': [{ Condition: 'Unknown' }] },
    FalseAndUnknown: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'No' }] },
    TrueOrUnknown: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'Yes' }] },
    TrueAndUnknown: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'Yes' }] },
    NeverOf: { 'Fn::Equals': [{ Ref: 'OneOfTwo' }, 'us-east-1'] },
    MaybeOf: { 'Fn::Equals': [{ Ref: 'OneOfTwo' }, 'ap-south-2'] },
    Circle: { 'Fn::Not': [{ Condition: 'Round' }] },
    Round: { 'Fn::Not': [{ Condition: 'Circle' }] },
    Numbers: { 'Fn::Equals': [1, '1'] },
    Malformed: { 'Fn::Equals': ['a'] },
  },
};

/** What one property of a bucket comes to, in Mumbai. */
function resolved(value: unknown, region: string | undefined = 'ap-south-1') {
  const { resources } = readTemplate(
    JSON.stringify({ ...around, Resources: { Other: { Type: 'T' }, It: { Type: 'T', Properties: { It: value } } } }),
    { file: 'a.json', parameters: { Given: 'yes', GivenList: 'p,q' }, ...(region !== '' && { region }) },
  );
  return shown(resources.find(({ address }) => address === 'It')?.properties.It) ?? 'absent';
}

const Ref = (name: unknown) => ({ Ref: name });
const If = (name: string, yes: unknown = 'y', no: unknown = 'n') => ({ 'Fn::If': [name, yes, no] });

test.each([
  { what: 'a prototype', value: Ref('__proto__'), want: '?' },
  { what: 'a constructor', value: Ref('constructor'), want: '?' },
  { what: 'nothing there', value: Ref('Nobody'), want: '?' },
  { what: 'no name', value: Ref(['Known']), want: '?' },
  { what: 'a default', value: Ref('Known'), want: 'ap-south-1' },
  { what: 'a number', value: Ref('Number'), want: 3 },
  { what: 'a given value before a default', value: Ref('Given'), want: 'yes' },
  { what: 'a given list', value: Ref('GivenList'), want: ['p', 'q'] },
  { what: 'a list', value: Ref('List'), want: ['a', 'b', 'c'] },
  { what: 'no default', value: Ref('Open'), want: '?' },
  { what: 'allowed values', value: Ref('OneOfTwo'), want: { either: ['ap-south-1', 'ap-south-2'] } },
  { what: 'one allowed value', value: Ref('OnlyOne'), want: 'ap-south-2' },
  { what: 'a secret', value: Ref('Secret'), want: '?' },
  { what: 'a stored value', value: Ref('Stored'), want: '?' },
  { what: 'a resource', value: Ref('Other'), want: '<Other>' },
  { what: 'a region', value: Ref('AWS::Region'), want: 'ap-south-1' },
  { what: 'an account', value: Ref('AWS::AccountId'), want: '?' },
  { what: 'a partition', value: Ref('AWS::Partition'), want: 'aws' },
  { what: 'no value', value: Ref('AWS::NoValue'), want: 'absent' },
  { what: 'no value in a list', value: ['a', Ref('AWS::NoValue')], want: ['a'] },
  { what: 'two members, so no function', value: { Ref: 'Known', x: 1 }, want: { Ref: 'Known', x: 1 } },
])('Ref to $what: $want', ({ value, want }) => {
  expect(resolved(value)).toEqual(want);
});

test.each([
  { region: '', want: '?' },
  { region: 'cn-north-1', want: 'aws-cn' },
  { region: 'us-gov-west-1', want: 'aws-us-gov' },
  { region: 'ap-south-2', want: 'aws' },
])('the partition in `$region`: $want', ({ region, want }) => {
  expect(resolved(Ref('AWS::Partition'), region)).toBe(want);
});

test.each([
  { name: 'empty', value: { 'Fn::Join': ['', []] }, want: '' },
  { name: 'no list', value: { 'Fn::Join': ['', 'abc'] }, want: '?' },
  { name: 'no delimiter', value: { 'Fn::Join': [null, ['a']] }, want: '?' },
  { name: 'literals', value: { 'Fn::Join': ['-', ['ap', 'south', 1]] }, want: 'ap-south-1' },
  {
    name: 'a reference',
    value: { 'Fn::Join': ['', ['arn:aws:s3:::', Ref('Other'), '/*']] },
    want: 'arn:aws:s3:::<Other>/*',
  },
  { name: 'a list parameter', value: { 'Fn::Join': ['+', Ref('List')] }, want: 'a+b+c' },
  { name: 'no value', value: { 'Fn::Join': ['-', ['a', Ref('AWS::NoValue'), 'b']] }, want: 'a-b' },
  {
    name: 'alternatives',
    value: { 'Fn::Join': ['', ['x-', Ref('OneOfTwo')]] },
    want: { either: ['x-ap-south-1', 'x-ap-south-2'] },
  },
  { name: 'a list within', value: { 'Fn::Join': ['', ['a', ['b']]] }, want: 'a?' },
  { name: 'plain', value: { 'Fn::Sub': 'b-${AWS::Region}-${Known}' }, want: 'b-ap-south-1-ap-south-1' },
  { name: 'kept', value: { 'Fn::Sub': '${!Literal}-${Known}' }, want: '${Literal}-ap-south-1' },
  { name: 'an attribute', value: { 'Fn::Sub': '${Other.Arn}/x' }, want: '<Other.Arn>/x' },
  { name: 'an attribute of nothing', value: { 'Fn::Sub': '${Nobody.Arn}' }, want: '?' },
  { name: 'own names first', value: { 'Fn::Sub': ['${Known}${x}', { Known: 'k', x: Ref('Open') }] }, want: 'k?' },
  { name: 'the map first', value: { 'Fn::Sub': [{ x: 'X' }, '${x}'] }, want: 'X' },
  { name: 'an own name like a prototype', value: { 'Fn::Sub': ['${__proto__}', {}] }, want: '?' },
  { name: 'no end', value: { 'Fn::Sub': '${Known' }, want: '${Known' },
  { name: 'shell', value: { 'Fn::Sub': '$${Known}$' }, want: '$ap-south-1$' },
  { name: 'no text', value: { 'Fn::Sub': {} }, want: '?' },
  { name: 'dynamic', value: '{{resolve:ssm:/x}}', want: '?' },
  { name: 'dynamic in text', value: 'a{{resolve:secretsmanager:x:SecretString:y}}b', want: 'a?b' },
  { name: 'made dynamic', value: { 'Fn::Join': ['', ['{{resolve:ssm', ':/x}}']] }, want: '?' },
  { name: 'base64', value: { 'Fn::Base64': { 'Fn::Sub': 'x ${Known}' } }, want: 'x ap-south-1' },
  { name: 'to JSON', value: { 'Fn::ToJsonString': { a: Ref('Known') } }, want: { a: 'ap-south-1' } },
])('text, $name: $want', ({ value, want }) => {
  expect(resolved(value)).toEqual(want);
});

test.each([
  { name: 'a list', value: { 'Fn::GetAtt': ['Other', 'Arn'] }, want: '<Other.Arn>' },
  { name: 'a dotted list', value: { 'Fn::GetAtt': ['Other', 'Endpoint.Address'] }, want: '<Other.Endpoint.Address>' },
  { name: 'text', value: { 'Fn::GetAtt': 'Other.Endpoint.Address' }, want: '<Other.Endpoint.Address>' },
  { name: 'a computed attribute', value: { 'Fn::GetAtt': ['Other', Ref('Known')] }, want: '<Other.ap-south-1>' },
  { name: 'an unknown attribute', value: { 'Fn::GetAtt': ['Other', Ref('Open')] }, want: '?' },
  { name: 'nothing', value: { 'Fn::GetAtt': ['__proto__', 'Arn'] }, want: '?' },
  { name: 'no attribute', value: { 'Fn::GetAtt': ['Other'] }, want: '?' },
  { name: 'select', value: { 'Fn::Select': ['1', ['a', 'b']] }, want: 'b' },
  { name: 'select past the end', value: { 'Fn::Select': [2, ['a', 'b']] }, want: '?' },
  { name: 'select a member', value: { 'Fn::Select': ['length', ['a', 'b']] }, want: '?' },
  { name: 'select from unknown', value: { 'Fn::Select': [0, Ref('Open')] }, want: '?' },
  { name: 'select of split', value: { 'Fn::Select': [1, { 'Fn::Split': ['-', Ref('Known')] }] }, want: 'south' },
  {
    name: 'select of alternatives',
    value: { 'Fn::Select': [2, { 'Fn::Split': ['-', Ref('OneOfTwo')] }] },
    want: { either: ['1', '2'] },
  },
  { name: 'split by nothing', value: { 'Fn::Split': ['', 'abc'] }, want: '?' },
  { name: 'split of unknown', value: { 'Fn::Split': [':', { 'Fn::GetAtt': ['Other', 'Arn'] }] }, want: '<Other.Arn>' },
  { name: 'a zone', value: { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, want: 'ap-south-1?' },
  { name: 'zones of another region', value: { 'Fn::GetAZs': 'eu-west-1' }, want: ['eu-west-1?'] },
  { name: 'a row', value: { 'Fn::FindInMap': ['Places', Ref('AWS::Region'), 'city'] }, want: 'Mumbai' },
  { name: 'a list in a row', value: { 'Fn::FindInMap': ['Places', 'ap-south-1', 'list'] }, want: ['x', 'y'] },
  { name: 'no row', value: { 'Fn::FindInMap': ['Places', 'eu-west-1', 'city'] }, want: '?' },
  {
    name: 'no row but a default',
    value: { 'Fn::FindInMap': ['Places', 'x', 'city', { DefaultValue: 'd' }] },
    want: 'd',
  },
  {
    name: 'any row',
    value: { 'Fn::FindInMap': ['Places', Ref('Open'), 'city'] },
    want: { either: ['Mumbai', 'Ashburn'] },
  },
  { name: 'an inherited map', value: { 'Fn::FindInMap': ['toString', 'a', 'b'] }, want: '?' },
  { name: 'a map named like a member', value: { 'Fn::FindInMap': ['constructor', 'a', 'b'] }, want: 'own' },
  { name: 'an import', value: { 'Fn::ImportValue': 'x' }, want: '?' },
  { name: 'a length', value: { 'Fn::Length': Ref('List') }, want: 3 },
  { name: 'a cidr', value: { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, want: '?' },
  { name: 'a function nobody knows', value: { 'Fn::Tomorrow': 1 }, want: '?' },
])('looking up $name: $want', ({ value, want }) => {
  expect(resolved(value)).toEqual(want);
});

test.each([
  { name: 'holds', value: If('Yes'), want: 'y' },
  { name: 'does not hold', value: If('No'), want: 'n' },
  { name: 'nobody can evaluate', value: If('Unknown'), want: { either: ['y', 'n'] } },
  { name: 'takes the value away', value: If('No', 'y', Ref('AWS::NoValue')), want: 'absent' },
  { name: 'may take it away', value: If('Unknown', 'y', Ref('AWS::NoValue')), want: { either: ['y', 'absent'] } },
  { name: 'changes nothing', value: If('Unknown', 'same', 'same'), want: 'same' },
  { name: 'is false whatever another is', value: If('FalseAndUnknown'), want: 'n' },
  { name: 'is true whatever another is', value: If('TrueOrUnknown'), want: 'y' },
  { name: 'depends on another', value: If('TrueAndUnknown'), want: { either: ['y', 'n'] } },
  { name: 'no allowed value meets', value: If('NeverOf'), want: 'n' },
  { name: 'an allowed value may meet', value: If('MaybeOf'), want: { either: ['y', 'n'] } },
  { name: 'depends on itself', value: If('Circle'), want: { either: ['y', 'n'] } },
  { name: 'is not there', value: If('__proto__'), want: { either: ['y', 'n'] } },
  { name: 'compares a number and text', value: If('Numbers'), want: 'y' },
  { name: 'is malformed', value: If('Malformed'), want: { either: ['y', 'n'] } },
  {
    name: 'is asked again in its branch',
    value: If('Unknown', If('Unknown', 'a', 'b'), 'c'),
    want: { either: ['a', 'c'] },
  },
  { name: 'is asked reversed', value: If('Unknown', If('NotUnknown', 'a', 'b'), 'c'), want: { either: ['b', 'c'] } },
  {
    name: 'names a parameter that its branch asks for',
    value: If('Unknown', Ref('Open'), 'c'),
    want: { either: ['x', 'c'] },
  },
  {
    name: 'leaves one of two words',
    value: If('MaybeOf', 'c', Ref('OneOfTwo')),
    want: { either: ['c', 'ap-south-1'] },
  },
  { name: 'decides another', value: If('Unknown', If('AlsoOpen', 'a', 'b'), 'c'), want: { either: ['b', 'c'] } },
  { name: 'has two arguments', value: { 'Fn::If': ['Yes', 'y'] }, want: '?' },
])('a condition that $name: $want', ({ value, want }) => {
  expect(resolved(value)).toEqual(want);
});

test('past 256 combinations a text is known later, and says so', () => {
  const choices = (count: number) => Array.from({ length: count }, () => ({ 'Fn::If': ['Unknown', 'a', 'b'] }));
  const value = (count: number) => ({
    Conditions: around.Conditions,
    Parameters: around.Parameters,
    Resources: { It: { Type: 'T', Properties: { It: { 'Fn::Join': ['', choices(count)] } } } },
  });
  const of = (count: number) => readTemplate(JSON.stringify(value(count)), { file: 'a' }).resources[0]?.properties.It;
  expect(shown(of(2))).toEqual({ either: ['aa', 'ab', 'ba', 'bb'] });
  expect(of(8)).toHaveProperty('options.length', 256);
  expect(of(9)).toMatchObject({ why: expect.stringContaining('more than 256 combinations') });
});
