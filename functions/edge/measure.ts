import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { measures } from '../../shared/api/measures.ts';
import type { Lambda } from '../../shared/api/routes.ts';

/** Where it is counted what was answered. Nothing of a tenant goes here. */
export type Measure = {
  /** A request of a route, by name. */
  readonly answered: (route: string, status: number, milliseconds: number) => void;
  /** A recorded audit. */
  readonly audited: (verdict: string) => void;
};

/** Counts in CloudWatch: a line of the log in its embedded metric format, which costs no call. */
export function lambdaMeasure(lambda: Lambda): Measure {
  const { namespace, requests, faults, latency, audits } = measures;
  const metrics = new Metrics({ namespace, serviceName: lambda });
  return {
    answered: (route, status, milliseconds) => {
      metrics
        .addDimensions({}) // Of the whole function, for its alarm; then of the route.
        .addDimensions({ route })
        .addMetric(requests, MetricUnit.Count, 1)
        .addMetric(faults, MetricUnit.Count, status >= 500 ? 1 : 0)
        .addMetric(latency, MetricUnit.Milliseconds, milliseconds)
        .publishStoredMetrics();
    },
    audited: (verdict) => {
      metrics.addDimensions({ verdict }).addMetric(audits, MetricUnit.Count, 1).publishStoredMetrics();
    },
  };
}
