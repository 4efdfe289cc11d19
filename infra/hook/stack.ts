import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type App, CfnLambdaHook, CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib/core';
import { sourceFunction } from '../source-function.ts';

/** Roles that deploy hooks have this in their names, so that a service control policy can let them through. */
export const hookContext = { '@aws-cdk/core:bootstrapQualifier': 'nivashook' } as const;

/** The hook's own stack, and the one that `cdk bootstrap` makes for it: abroad it would refuse its own repair. */
const ownStacks = ['NivasHook', 'NivasHookToolkit'] as const;

export type HookStackProps = {
  readonly region: string;
  /** File that holds the declaration as JSON, with its terms filled in. */
  readonly declaration: string;
  /** Whether a stack of which nobody can tell is deployed. */
  readonly allowUnknown: boolean;
};

/**
 * A hook that holds each stack and change set of one region against a declaration before it is deployed.
 *
 * It is the one thing of Nivas that may stand abroad, so that `InIndia` does not look at it: a stack that is made in
 * Virginia never meets a hook in Mumbai. Templates pass through it, and no user's data; its log has the names of stacks.
 */
export class HookStack extends Stack {
  constructor(app: App, { region, declaration, allowUnknown }: HookStackProps) {
    super(app, `NivasHook-${region}`, {
      stackName: ownStacks[0],
      env: { region },
      description: 'Nivas: what CloudFormation asks before it deploys a stack',
      terminationProtection: true,
    });
    Tags.of(this).add('nivas:service', 'nivas');
    Tags.of(this).add('nivas:part', 'hook');
    const judge = sourceFunction(this, 'Judge', {
      entry: 'functions/hook.ts',
      // CloudFormation waits 30 seconds.
      timeout: Duration.seconds(25),
      // A processor of its own.
      megabytes: 1769,
      environment: { ALLOW_UNKNOWN: String(allowUnknown) },
      statements: [],
      beside: { 'declaration.json': declaration },
    });
    // As AWS documents it, without a condition; whether this principal sends `aws:SourceAccount` is not documented.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('hooks.cloudformation.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [judge.functionArn] }));
    const hook = new CfnLambdaHook(this, 'Hook', {
      alias: 'Nivas::Residency::Hook',
      lambdaFunction: judge.functionArn,
      executionRole: role.roleArn,
      hookStatus: 'ENABLED',
      failureMode: 'FAIL',
      targetOperations: ['STACK', 'CHANGE_SET'],
      stackFilters: { filteringCriteria: 'ALL', stackNames: { exclude: [...ownStacks] } },
    });
    // What is removed is not judged: without `DELETE` a broken hook never stands in its way. The type demands a list of
    // targets instead, which the schema has as another form of the same.
    hook.addPropertyOverride('TargetFilters', { Actions: ['CREATE', 'UPDATE'], InvocationPoints: ['PRE_PROVISION'] });
    // It may be asked as soon as it is there.
    hook.node.addDependency(role);
    new CfnOutput(this, 'HookArn', { value: hook.attrHookArn });
  }
}
