import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias, IFunction } from 'aws-cdk-lib/aws-lambda';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { measures } from '../shared/api/measures.ts';
import type { Lambda } from '../shared/api/routes.ts';
import { addAlarm } from './alarm.ts';

const { namespace, faults } = measures;
const period = Duration.minutes(1);
const statistic = 'Sum';

/** As AWS's own policy for CodeDeploy has them, for one function. */
const shifting = ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'] as const;

/**
 * Moves an alias to a new version: a tenth of the requests first, five minutes later the rest, and everything back to
 * the version before if an alarm of the function rings meanwhile.
 */
export class Gradual extends Construct {
  readonly #application: LambdaApplication;
  readonly #role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#application = new LambdaApplication(this, 'Application');
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
    const alarms = { service: 'cloudwatch', resource: 'alarm', arnFormat: ArnFormat.COLON_RESOURCE_NAME };
    this.#role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudwatch:DescribeAlarms'],
        // Every alarm: whether AWS judges this call by the alarms that are asked for is not documented.
        resources: [Stack.of(this).formatArn({ ...alarms, resourceName: '*' })],
      }),
    );
  }

  add(lambda: Lambda, made: IFunction, alias: Alias): void {
    // By name, not by the alias's ARN: the alias waits for its deployment group, and would wait for itself.
    const resources = [made.functionArn, `${made.functionArn}:${alias.aliasName}`];
    this.#role.addToPolicy(new PolicyStatement({ actions: [...shifting], resources }));
    const runbook = 'function-rollback';
    const alarms = [
      addAlarm(this, {
        name: `nivas-${lambda}-rollback-broken`,
        metric: alias.metricErrors({ statistic, period }),
        at: 1,
        when: `Function ${lambda} broke or ran out of time. A deployment that is under way goes back.`,
        runbook,
      }),
      addAlarm(this, {
        name: `nivas-${lambda}-rollback-faults`,
        metric: new Metric({ namespace, metricName: faults, dimensionsMap: { service: lambda }, statistic, period }),
        at: 3,
        when: `Function ${lambda} answered 3 requests with a 5xx within a minute. A deployment under way goes back.`,
        runbook,
      }),
    ];
    new LambdaDeploymentGroup(this, lambda, {
      application: this.#application,
      alias,
      alarms,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      // As it is: CDK would add a policy that AWS manages, for every function of the account.
      role: this.#role.withoutPolicyUpdates(),
    });
  }
}
