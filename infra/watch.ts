import { type Alarm, type Dashboard, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Lambda } from '../shared/api/routes.ts';
import { addAlarm } from './alarm.ts';
import type { Api } from './api.ts';
import { addDashboard } from './dashboard.ts';
import type { Data } from './data.ts';
import { addNotices } from './notices.ts';
import { copied } from './replication.ts';
import { standbyBucketName } from './standby.ts';

type WatchProps = {
  readonly data: Data;
  readonly functions: ReadonlyMap<Lambda, Alias>;
  readonly api: Api;
  readonly standbyRegion: string;
};
type Rings = Omit<Parameters<typeof addAlarm>[1], 'name' | 'runbook'>;

const period = Duration.minutes(5);
const statistic = 'Sum';

/** What wakes somebody up: each alarm goes to one topic, and each has a paragraph in `docs/runbook.md`. */
export class Watch extends Construct {
  readonly topic: Topic;
  readonly dashboard: Dashboard;
  readonly #alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, { data, functions, api, standbyRegion }: WatchProps) {
    super(scope, id);
    this.topic = this.#topic();
    this.#alarm('api-5xx', 'api-5xx', {
      metric: api.http.metricServerError({ statistic, period }),
      at: 5,
      when: 'The API answered 5 requests with a 5xx within 5 minutes.',
    });
    for (const [lambda, live] of functions) this.#function(lambda, live);
    this.#table('records', data.records, standbyRegion);
    this.#table('catalogue', data.catalogue, standbyRegion);
    this.#bodies(data);
    this.#alarm('concurrency', 'concurrency', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'ClaimedAccountConcurrency',
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      at: 800,
      periods: 3,
      when: 'The account’s functions take 800 of the 1,000 executions at once that AWS allows by default.',
    });
    addNotices(this, this.topic, data.key);
    this.dashboard = addDashboard(this, { alarms: this.#alarms, functions: functions.values(), data });
  }

  #alarm(name: string, runbook: string, rings: Rings): void {
    const alarm = addAlarm(this, { ...rings, name: `nivas-${name}`, runbook });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.#alarms.push(alarm);
  }

  #function(lambda: Lambda, live: Alias): void {
    this.#alarm(`${lambda}-errors`, 'function-errors', {
      metric: live.metricErrors({ statistic, period }),
      at: 1,
      when: `Function ${lambda} broke or ran out of time: it answered nothing.`,
    });
    this.#alarm(`${lambda}-throttles`, 'function-throttles', {
      metric: live.metricThrottles({ statistic, period }),
      at: 1,
      when: `Lambda refused to run function ${lambda}: too many ran at once.`,
    });
    this.#alarm(`${lambda}-slow`, 'function-slow', {
      metric: live.metricDuration({ statistic: 'p99', period }),
      at: 3000,
      periods: 3,
      when: `One request in a hundred of function ${lambda} takes 3 seconds or more.`,
    });
  }

  #table(name: string, table: TableV2, ReceivingRegion: string): void {
    for (const [kind, metricName] of Object.entries({ reads: 'ReadThrottleEvents', writes: 'WriteThrottleEvents' }))
      this.#alarm(`${name}-${kind}-throttled`, 'table-throttled', {
        metric: table.metric(metricName, { statistic, period }),
        at: 1,
        periods: 2,
        when: `Table ${name} refuses ${kind}: more arrive than it takes.`,
      });
    this.#alarm(`${name}-errors`, 'table-errors', {
      metric: systemErrors(table),
      at: 1,
      when: `DynamoDB answered requests to table ${name} with errors of its own.`,
    });
    this.#alarm(`${name}-replica-late`, 'replica-late', {
      metric: table.metric('ReplicationLatency', {
        dimensionsMap: { TableName: table.tableName, ReceivingRegion },
        statistic: 'Average',
        period,
      }),
      at: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      when: `Rows of table ${name} reach the other region a minute late or more.`,
    });
  }

  #bodies(data: Data): void {
    const ofRule = (metricName: string, RuleId: string, how: string) =>
      new Metric({
        namespace: 'AWS/S3',
        metricName,
        dimensionsMap: { SourceBucket: data.bodies.bucketName, DestinationBucket: standbyBucketName, RuleId },
        statistic: how,
        period,
      });
    for (const rule of copied) {
      this.#alarm(`bodies-${rule}-not-copied`, 'bodies-not-copied', {
        metric: ofRule('OperationsFailedReplication', rule, statistic),
        at: 1,
        when: `S3 gave up copying a body under ${rule}/ to the other region.`,
      });
      this.#alarm(`bodies-${rule}-late`, 'bodies-late', {
        metric: ofRule('ReplicationLatency', rule, 'Maximum'),
        at: Duration.minutes(15).toSeconds(),
        periods: 3,
        when: `Bodies under ${rule}/ reach the other region 15 minutes late or more.`,
      });
    }
  }

  /**
   * With a key of its own: CDK lets EventBridge use it without a condition, as AWS supports none there, and that must
   * not be the key of what is kept.
   */
  #topic(): Topic {
    const masterKey = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    const topic = new Topic(this, 'Alarms', { masterKey, enforceSSL: true });
    const alarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    };
    topic.addToResourcePolicy(
      new PolicyStatement({ ...alarms, actions: ['sns:Publish'], resources: [topic.topicArn] }),
    );
    masterKey.addToResourcePolicy(
      // `*` is this key: a key's own policy has no other way to say so.
      new PolicyStatement({ ...alarms, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    );
    return topic;
  }
}

/**
 * Of all operations together. By a query, as DynamoDB counts these by operation, and only once there are some: a sum
 * of metrics of which one has no data has no data either, and an alarm on it would never ring.
 */
const systemErrors = ({ tableName }: TableV2): MathExpression =>
  new MathExpression({
    expression: `SELECT SUM(SystemErrors) FROM SCHEMA("AWS/DynamoDB", Operation, TableName) WHERE TableName = '${tableName}'`,
    usingMetrics: {},
    period,
    label: 'system errors',
  });
