import { globSync, readFileSync } from 'node:fs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, Stack } from 'aws-cdk-lib/core';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  type NagPack,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { written } from '../cli/terminal.ts';
import { bundledRules, cfnGuard, guard, noCfnGuard } from './cfn-guard.ts';

const template = 'examples/four-routes/template.yaml';
const text = readFileSync(template, 'utf8');
/** The same with the bucket open to everybody: what other checks do look for. */
const open = text.replaceAll(/(Block|Ignore|Restrict)Public(\w+): true/g, '$1Public$2: false');

/** Nivas names all four: `test/cli/evidence.test.ts`. Neither peer asks where data goes, so both let it pass. */
describe('of a template that leaves India by four routes', () => {
  const program = cfnGuard;
  if (program === undefined) test.skip(noCfnGuard, () => {});
  else {
    test('cfn-guard breaks none of its 237 bundled rules, and ten apply', async () => {
      expect(globSync(`${bundledRules}/**/*.guard`)).toHaveLength(237);
      const { broken, kept } = await guard(program, template, bundledRules);
      expect(broken).toEqual([]);
      expect(kept).toHaveLength(10);
    });

    test('cfn-guard is not blind: it names a bucket that is open', async () => {
      const { broken } = await guard(program, await written(open, 'open.yaml'), bundledRules);
      expect(broken).toEqual(['s3_bucket_level_public_access_prohibited_check']);
    });
  }

  // It demands a copy of every bucket, and so of the copy, which no one template can have; docs/conflicts.md has it.
  const copyOfEveryBucket = ['S3BucketReplicationEnabled'];
  const packs = [
    { pack: AwsSolutionsChecks, excepted: [] },
    { pack: ServerlessChecks, excepted: [] },
    { pack: HIPAASecurityChecks, excepted: copyOfEveryBucket },
    { pack: NIST80053R4Checks, excepted: copyOfEveryBucket },
    { pack: NIST80053R5Checks, excepted: copyOfEveryBucket },
    { pack: PCIDSS321Checks, excepted: copyOfEveryBucket },
  ];

  test.each(packs)('$pack.name of cdk-nag finds nothing but $excepted', ({ pack, excepted }) => {
    expect(found(new pack(), template)).toEqual(excepted);
  });

  test('cdk-nag is not blind: it names a bucket that is open', async () => {
    expect(found(new AwsSolutionsChecks(), await written(open, 'open.yaml'))).toEqual(['S2']);
  });
});

/** The rules that a pack finds broken in a template, without the name of the pack. */
function found(pack: NagPack, templateFile: string): string[] {
  const stack = new Stack(new App(), 'FourRoutes', { env: { region: 'ap-south-1' } });
  new CfnInclude(stack, 'Template', { templateFile });
  return pack.validateScope(stack).violations.map(({ ruleName }) => ruleName.replace(/^.*-/, ''));
}
