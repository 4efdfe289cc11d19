import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

type Rings = {
  /** As people see it, in a message at night: `nivas-submit-errors`. */
  readonly name: string;
  readonly metric: IMetric;
  /** Rings at this value… */
  readonly at: number;
  /** …when it is reached in so many periods one after the other. 1 when left out. */
  readonly periods?: number;
  /** What has happened, in a sentence. */
  readonly when: string;
  /** The heading in `docs/runbook.md` that says what to do. */
  readonly runbook: string;
};

/** An alarm that says where to read on. No data is good news here: a quiet night must not ring. */
export function addAlarm(scope: Construct, { name, metric, at, periods = 1, when, runbook }: Rings): Alarm {
  const props: AlarmProps = {
    alarmName: name,
    alarmDescription: `${when} What to do: docs/runbook.md#${runbook}`,
    metric,
    threshold: at,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
  return new Alarm(scope, name, props);
}
