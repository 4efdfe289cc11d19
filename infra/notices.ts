import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What no metric counts and somebody must hear of all the same. */
export function addNotices(scope: Construct, topic: ITopic, key: IKey): void {
  const notices = [
    {
      name: 'nivas-deployment-went-back',
      when: 'A deployment failed or was stopped; requests go to the version before.',
      runbook: 'deployment-went-back',
      eventPattern: {
        source: ['aws.codedeploy'],
        detailType: ['CodeDeploy Deployment State-change Notification'],
        detail: { state: ['FAILURE', 'STOP'], application: [{ prefix: 'NivasFunctions-' }] },
      },
    },
    {
      name: 'nivas-key-at-risk',
      when: 'Somebody disabled our key or scheduled its deletion: without it nothing that is kept can be read.',
      runbook: 'key-at-risk',
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['DisableKey', 'ScheduleKeyDeletion'],
          resources: { ARN: [key.keyArn] },
        },
      },
    },
  ];
  for (const { name, when, runbook, eventPattern } of notices) {
    const description = `${when} What to do: docs/runbook.md#${runbook}`;
    const target = new SnsTopic(topic, { message: RuleTargetInput.fromText(`${name}: ${description}`) });
    new Rule(scope, name, { ruleName: name, description, eventPattern, targets: [target] });
  }
}
