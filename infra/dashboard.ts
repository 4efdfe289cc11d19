import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  SearchExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { measures } from '../shared/api/measures.ts';
import type { Data } from './data.ts';

type Shown = {
  readonly alarms: readonly Alarm[];
  readonly functions: Iterable<Alias>;
  readonly data: Data;
};

const { namespace, requests, faults, latency, audits } = measures;
const period = Duration.minutes(5);

/** One page that says how the service is: alarms first, then what is asked of it, then what it runs on. */
export const addDashboard = (scope: Construct, { alarms, functions, data }: Shown): Dashboard =>
  new Dashboard(scope, 'Dashboard', {
    dashboardName: 'nivas',
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24 })],
      asked(),
      answered([...functions]),
      kept([data.records, data.catalogue]),
    ],
  });

const asked = () => [
  graph('Requests by route', [byRoute(requests, 'Sum')]),
  graph('Answered with a 5xx', [byRoute(faults, 'Sum')]),
  graph('Latency by route, p99, ms', [byRoute(latency, 'p99')]),
];

const answered = (live: readonly Alias[]) => [
  graph('Audits by verdict', [found(namespace, 'service,verdict', audits, 'Sum')]),
  graph(
    'Functions: p99, ms',
    live.map((alias) => alias.metricDuration({ statistic: 'p99', period })),
  ),
  graph(
    'Functions: broken or refused',
    live.flatMap((alias) => [alias.metricErrors(), alias.metricThrottles()]),
  ),
];

const kept = (tables: readonly TableV2[]) => [
  graph(
    'Tables: units written and read',
    tables.flatMap((table) => [
      table.metricConsumedWriteCapacityUnits({ period }),
      table.metricConsumedReadCapacityUnits({ period }),
    ]),
  ),
  graph('Tables: late in the other region, ms', [
    found('AWS/DynamoDB', 'TableName,ReceivingRegion', 'ReplicationLatency', 'Average'),
  ]),
  graph('Executions at once, whole account', [
    new Metric({ namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', statistic: 'Maximum', period }),
  ]),
];

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8 });

const byRoute = (name: string, statistic: string) => found(namespace, 'service,route', name, statistic);

/** A line for each combination of these dimensions that there is. */
const found = (space: string, dimensions: string, name: string, statistic: string) =>
  new SearchExpression({
    expression: `SEARCH('{${space},${dimensions}} MetricName="${name}"', '${statistic}', ${period.toSeconds()})`,
    period,
  });
