import { expect, test } from 'vitest';
import { mostSeen } from '../../shared/audit/seen.ts';
import { formatted } from '../../shared/report/format.ts';
import { entriesOf } from '../../shared/report/reported.ts';
import { reported } from './reported.ts';

const declared = (placements: readonly string[]) => `
application: Chitra
roles: [app-publisher]
data:
  videos: { category: user.content.video, contexts: none, store: aws/ap-south-1 }
evidence:
  deployed:
    kind: observed
    certainty: configuration
    sha256: "${'0'.repeat(64)}"
    placements:
${placements.map((one) => `      - ${one}`).join('\n')}
`;
const abroad = (n: number) =>
  `{ resource: Index${n}, asset: videos, activity: store, place: aws/us-east-1, at: "t.yaml#/Resources/Index${n}" }`;
const home =
  '{ resource: Videos, asset: videos, activity: store, place: aws/ap-south-1, at: "t.yaml#/Resources/Videos" }';

const one = reported(declared([home, abroad(1)]), {
  placeOfSeen: (at) => (at.endsWith('Index1') ? { file: 't.yaml', line: 33, column: 9 } : { file: at }),
});
const seenIn = ({ audit }: typeof one) => entriesOf(audit).flatMap(({ finding }) => (finding.seen ? [finding] : []));

test('what fails names the resources that show it, and what passes names none', () => {
  const found = seenIn(one);
  expect(found.map(({ rule }) => rule)).toEqual(['approved-host', 'contradicts', 'only-in-india']);
  for (const { seen } of found) expect(seen).toEqual([{ resource: 'Index1', at: 't.yaml#/Resources/Index1' }]);
});

test('of many resources at one place some are named, in an order that the evidence does not decide', () => {
  const many = Array.from({ length: 30 }, (_, n) => abroad(n));
  const [forth, back] = [many, many.toReversed()].map((placements) => seenIn(reported(declared(placements))));
  expect(forth?.[0]?.seen).toHaveLength(mostSeen);
  expect(forth).toEqual(back);
});

test('a resource that nobody mapped is pointed to as well', () => {
  const stray = '{ resource: Lost, activity: store, place: aws/us-east-1, at: "t.yaml#/Resources/Lost" }';
  const [finding] = seenIn(reported(declared([home, stray])));
  expect(finding).toMatchObject({
    rule: 'evidence-mapped',
    seen: [{ resource: 'Lost', at: 't.yaml#/Resources/Lost' }],
  });
});

test('SARIF stands at the line of the template, names the resource, and relates the declaration', () => {
  const { results } = JSON.parse(formatted('sarif', one)).runs[0];
  const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'india-only/contradicts');
  expect(result.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 't.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 33, startColumn: 9 },
      },
      logicalLocations: [
        { fullyQualifiedName: '/data/videos/store@aws/us-east-1', kind: 'resource' },
        { fullyQualifiedName: 'Index1', kind: 'resource' },
      ],
    },
  ]);
  expect(result.relatedLocations.map(({ message }: { message: object }) => message)).toEqual([
    { text: 'as declared' },
    { text: '`Index1` as deployed' },
  ]);
});

test('a file without lines, such as a plan, leaves the finding at the declaration, and is related', () => {
  const plan = reported(declared([home, abroad(1)]), { placeOfSeen: (at) => ({ file: at }) });
  const { results } = JSON.parse(formatted('sarif', plan)).runs[0];
  const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'india-only/contradicts');
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('apps/residency.yaml');
  expect(result.relatedLocations).toHaveLength(1);
});

test.each([
  ['github', '::error file=t.yaml,line=33,col=9'],
  ['junit', 'file="t.yaml" line="33"'],
  ['markdown', '`t.yaml:33:9`'],
] as const)('%s points to the line of the template', (format, place) => {
  expect(formatted(format, one)).toContain(place);
});
