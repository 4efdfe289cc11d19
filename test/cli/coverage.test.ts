import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { cannotShow } from '../../shared/evidence/deployed/observe/coverage.ts';
import { newFolder, typed, written } from './terminal.ts';

const declared = `
application: Chitra
data: { videos: { category: user.content.video, store: aws/ap-south-1 } }
resources: { videos: ["*"] }
`;
const template = `Resources:
  Videos: { Type: "AWS::S3::Bucket" }
  Odd: { Type: "Somebody::Odd::Thing" }
  Odder: { Type: "Somebody::Odd::Thing" }
  Macro:
    Fn::Transform: { Name: Mine }
`;

/** What `check` says of this template in a form. */
async function said(...form: string[]): Promise<string> {
  const folder = await newFolder();
  const file = await written(declared, 'residency.yaml', folder);
  const evidence = await written(template, 'stack.yaml', folder);
  const run = await typed(form[0] === 'report' ? 'report' : 'check', file, '--evidence', evidence, ...form.slice(1));
  return run.out.replaceAll('\\', '').replaceAll('&#39;', "'").replaceAll(/\s+/g, ' ');
}

const forms: readonly (readonly string[])[] = [
  ['check', '--format', 'text'],
  ['check', '--format', 'junit'],
  ['check', '--format', 'markdown'],
  ['check', '--format', 'github'],
  ['report'],
];

describe('every form says how much was understood', () => {
  test.each(forms)('%s %s %s', async (...form) => {
    const out = await said(...form);
    expect(out).toContain('3 resources, 1 of a type that is known');
    expect(out).toMatch(/2 resources of type .{0,20}Somebody::Odd::Thing|2 resources of type .*Somebody%3A%3AOdd/);
    expect(out).toContain('not read');
    for (const blind of cannotShow) expect(out).toContain(blind);
  });

  test('JSON', async () => {
    const Deployed = z.object({ deployed: z.tuple([z.looseObject({ sha256: z.string(), coverage: z.unknown() })]) });
    const { deployed } = Deployed.parse(JSON.parse(await said('check', '--json')));
    expect(deployed[0]).toMatchObject({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      coverage: {
        resources: 3,
        understood: 1,
        notUnderstood: [{ type: 'Somebody::Odd::Thing', count: 2 }],
        cannotShow: [...cannotShow],
      },
      unread: [{ pointer: expect.stringContaining('/Resources'), because: expect.any(String) }],
    });
  });

  test('SARIF, and what was not read is a notification at its place', async () => {
    const { invocations } = JSON.parse(await said('check', '--format', 'sarif')).runs[0];
    expect(invocations[0].properties.deployed[0]).toMatchObject({ resources: 3, understood: 1 });
    expect(invocations[0].properties.cannotShow.at(-1)).toContain(cannotShow[0]);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: { text: expect.stringMatching(/^not read: /) },
        locations: [{ physicalLocation: expect.anything() }],
      },
    ]);
  });

  test('what was held against nothing has nothing of it', async () => {
    const file = await written(declared);
    for (const form of ['json', 'sarif', 'junit', 'markdown', 'github'])
      expect((await typed('check', file, '--format', form)).out).not.toMatch(/deployed"|Such files never show/);
  });
});
