import { expect, test } from 'vitest';
import { typed, written } from './terminal.ts';

const after = 'examples/short-video-after/residency.yaml';
const example = 'examples/four-routes/residency.yaml';

test('what is compliant by the word of its operator is indeterminate where evidence is required', async () => {
  expect((await typed('check', after)).status).toBe(0);
  const { status, out } = await typed('check', after, '--require-evidence');
  expect(status).toBe(3);
  expect(out).toContain('evidence of what is deployed is required, and no configuration of it was given');
});

test('the audit names the policy set, and its digest is another', async () => {
  const [usual, required] = await Promise.all(
    [[], ['--require-evidence']].map(async (more) => JSON.parse((await typed('check', after, '--json', ...more)).out)),
  );
  expect([usual.policySet, required.policySet]).toEqual(['default', 'required-evidence']);
  expect(required.inputs).toEqual({ ...usual.inputs, policySet: required.inputs.policySet });
  expect(required.digest).not.toBe(usual.digest);
});

test('evidence that is named, or found, is judged by it too: what leaves India fails', async () => {
  const args = ['--region', 'ap-south-1', '--json', '--require-evidence'];
  const found = await typed('check', example, ...args);
  const named = await typed('check', example, ...args, '--evidence', 'examples/four-routes/template.yaml');
  expect([found.status, named.status]).toEqual([2, 2]);
  expect(JSON.parse(found.out).digest).toBe(JSON.parse(named.out).digest);
  expect(JSON.parse(named.out).policySet).toBe('required-evidence');
});

test('places that a template shows pass, and one that it does not is open', async () => {
  const declared = `
application: Chitra
operator: { name: Chitra, country: IN }
owners: none
roles: [app-publisher]
data:
  videos:
    category: user.content.video
    contexts: none
    store: aws/ap-south-1
    process: aws/ap-south-1
    access: IN
    none: [backup, replicate, cache, log, transfer, manage-keys, standby]
resources: { videos: ['*'] }
complete: [roles, data, owners, contexts]
`;
  const functions = 'F: { Type: "AWS::Lambda::Function" }';
  const bucket = 'Resources: { Videos: { Type: "AWS::S3::Bucket" } }';
  const rules = async (template: string) => {
    const evidence = ['--evidence', await written(template, 't.yaml'), '--region', 'ap-south-1'];
    const { out } = await typed('check', await written(declared), ...evidence, '--json', '--require-evidence');
    const { packs }: { packs: { findings: { rule: string; outcome: string; subject: string }[] }[] } = JSON.parse(out);
    return packs
      .flatMap(({ findings }) => findings)
      .filter(({ rule, outcome }) => /^(only-in-india|approved-host|evidence-.*)$/.test(rule) && outcome !== 'pass')
      .map(({ rule, outcome, subject }) => `${outcome} ${rule} ${subject}`);
  };
  expect(await rules(`${bucket.slice(0, -2)}, ${functions} }`)).toEqual([]);
  expect(await rules(bucket)).toEqual([
    'unknown approved-host /data/videos/process@aws/ap-south-1',
    'unknown only-in-india /data/videos/process@aws/ap-south-1',
  ]);
});

test('questions and the page are by it too', async () => {
  const page = await typed('report', after, '--require-evidence');
  expect(page.out).toContain('policy set required-evidence');
  const { out } = await typed('questions', after, '--require-evidence', '--json');
  expect(JSON.parse(out).verdict).toBe('indeterminate');
});
