import { type App, Validations } from 'aws-cdk-lib/core';
import { routes } from '../shared/api/routes.ts';
import type { Settings } from './stacks.ts';

type Reason = {
  /** Path of the construct that it holds for, and of all that is in it. */
  readonly at: string;
  /** As cdk-nag writes it: it says on failure what was to be written here. */
  readonly finding: string;
  readonly reason: string;
};

const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`;
/** The bucket of bodies as its own stack names it, as another one imports it, and its copy. */
const bodies = '<DataBodies7DDDE65F.Arn>';
const imported = 'NivasData:ExportsOutputFnGetAttDataBodies7DDDE65FArn8DA35060';
const copies = 'arn:<AWS::Partition>:s3:::nivas-standby-<AWS::AccountId>';

/** Whatever the checks find and we mean, each with why. */
export const reasons = ({ region, standbyRegion }: Settings): readonly Reason[] => [
  {
    at: 'NivasData/Data/Replication',
    finding: wildcard(`${bodies}/t/*`),
    reason: 'Every body of every tenant is copied, and nothing outside these folders.',
  },
  {
    at: 'NivasData/Data/Replication',
    finding: wildcard(`${bodies}/catalogue/*`),
    reason: 'Every document of the catalogue is copied, and nothing outside this folder.',
  },
  {
    at: 'NivasData/Data/Replication',
    finding: wildcard(`${copies}/t/*`),
    reason: 'A copy has the key of what it is a copy of, and may be written to no other folder.',
  },
  {
    at: 'NivasData/Data/Replication',
    finding: wildcard(`${copies}/catalogue/*`),
    reason: 'A copy has the key of what it is a copy of, and may be written to no other folder.',
  },
  {
    at: 'NivasData/Data/Replication',
    finding: wildcard(`arn:<AWS::Partition>:kms:${standbyRegion}:<AWS::AccountId>:key/*`),
    reason:
      'A policy cannot name a key by its alias. The statement’s condition lets through only the key that has ours.',
  },
  {
    at: 'NivasFunctions/Publication',
    finding: wildcard(`${imported}/catalogue/*`),
    reason: 'Documents of the catalogue are named by their digests, which are not known at deployment.',
  },
  {
    at: 'NivasFunctions/Functions',
    finding: wildcard(`${imported}/t/*`),
    reason: 'A function serves every tenant, and their names are not known at deployment; our code adds the caller’s.',
  },
  {
    at: 'NivasFunctions/Functions',
    finding: wildcard(`${imported}/catalogue/*`),
    reason: 'Documents of the catalogue are named by their digests, which are not known at deployment.',
  },
  {
    at: 'NivasFunctions/Functions',
    finding: wildcard(`${imported}/pending/*`),
    reason: 'Uploads are named by tenant and digest, which are not known at deployment.',
  },
  {
    at: 'NivasFunctions/Functions/Gradual',
    finding: wildcard(`arn:<AWS::Partition>:cloudwatch:${region}:<AWS::AccountId>:alarm:*`),
    reason: 'CodeDeploy reads alarms, no more, and by which resource AWS judges that call is not documented.',
  },
  ...routes
    .filter(({ scope }) => scope === null)
    .map(({ name }) => ({
      at: `NivasApi/Api/${name}`,
      finding: 'AwsSolutions-APIG4',
      reason: 'Public by design: it tells nothing of a tenant, and its function may touch no record.',
    })),
];

/** Tells the checks our reasons. Throws for one that is given for a construct that is not there. */
export function giveReasons(app: App, settings: Settings): void {
  const all = app.node.findAll();
  for (const { at, finding, reason } of reasons(settings)) {
    const construct = all.find(({ node }) => node.path === at);
    if (construct === undefined) throw new Error(`a reason is given for \`${at}\`, and there is no such construct`);
    Validations.of(construct).acknowledge({ id: finding, reason });
  }
}
