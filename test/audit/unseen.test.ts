import { expect, test } from 'vitest';
import { auditReading, readText } from '../../shared/audit/audit-text.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const release = releaseRulebook();

const videos = `{ store: [aws/ap-south-1, yotta/nm1], log: aws/ap-south-1, access: IN, none: [backup] }`;
const seen = (place: string, certainty = 'configuration') => `
evidence:
  deployed:
    kind: observed
    certainty: ${certainty}
    sha256: "${'0'.repeat(64)}"
    placements: [{ resource: Videos, asset: videos, activity: store, place: ${place} }]
`;

/** What an audit says that it could not show, of what was declared of data and is deployed. */
function unseen(data: string, evidence = ''): string[] {
  const reading = readText(`application: Chitra\ndata: ${data}\n${evidence}`, 'yaml', release);
  const { coverage } = auditReading(reading, release, '2026-11-22').audit;
  return coverage.cannotShow.filter((one) => one.includes('is deployed:') || one.includes('more assets'));
}

test('what is declared, and nothing deployed shows, is told by place', () => {
  expect(unseen(`{ videos: ${videos} }`, seen('aws/ap-south-1'))).toEqual([
    'that what is declared of `videos` is deployed: `log` at `aws/ap-south-1` and `store` at `yotta/nm1`',
  ]);
});

test('a hint shows nothing', () => {
  expect(unseen(`{ videos: { store: aws/ap-south-1 } }`, seen('aws/ap-south-1', 'hint'))).toHaveLength(1);
});

test('where all that configuration can show is shown, nothing is said', () => {
  expect(unseen('{ videos: { store: aws/ap-south-1, access: IN, standby: IN } }', seen('aws/ap-south-1'))).toEqual([]);
});

test('without evidence all is the word of the operator, which is said once', () => {
  expect(unseen(`{ videos: ${videos} }`)).toEqual([]);
});

test('of many assets as many as anybody reads are named, and the others counted', () => {
  const many = Array.from({ length: 25 }, (_, n) => `a${n}: { store: aws/ap-south-1 }`).join(', ');
  const said = unseen(`{ ${many}, videos: { store: aws/ap-south-1 } }`, seen('aws/ap-south-1'));
  expect(said).toHaveLength(21);
  expect(said.at(-1)).toBe('that what is declared of 5 more assets is deployed');
});
