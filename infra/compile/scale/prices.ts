/**
 * How sure a price is.
 *
 * The prices are AWS's own, as others quote them: nobody asked AWS for this page.
 */
export const sureness = {
  list:
    'AWS’s Price List API for `ap-south-1`, as two public projects quote it alike: a script “What one incident costs” ' +
    '(read 17 September 2026) and an inventory “AWS Services and Access” (read 18 September 2026)',
  quoted: 'one public source quotes it, named beside it',
  carried: 'known for other regions, and carried over to Mumbai',
  unverified: 'an old bill, or memory',
} as const;
export type Sure = keyof typeof sureness;

/** US dollars for so many of a unit. */
export type Price = {
  readonly what: string;
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly sure: Sure;
  /** Where it is from; empty: what `sure` says is all. */
  readonly from: string;
};

const million = 1_000_000;
const inventory = 'the inventory of the list';

/** What AWS asks in `ap-south-1`, without free tiers and discounts. `ap-south-2` is taken to ask the same. */
export const prices = {
  writes: price('DynamoDB, on demand: write units', 0.71, million, 'units', 'list'),
  reads: price('DynamoDB, on demand: read units', 0.1425, million, 'units', 'list'),
  replicaWrites: price(
    'DynamoDB: replicated write units',
    0.71,
    million,
    'units',
    'carried',
    'the same as a write unit in us-east-1 (0.625) and in ap-northeast-2 (0.68, read June 2026)',
  ),
  rows: price('DynamoDB: storage', 0.285, 1, 'GB-month', 'list'),
  recovery: price(
    'DynamoDB: point-in-time recovery',
    0.228,
    1,
    'GB-month',
    'carried',
    '0.20 in us-west-2 (price list), times 0.285 / 0.25, as storage differs',
  ),
  invocations: price('Lambda: requests', 0.2, million, 'requests', 'list'),
  compute: price('Lambda on arm64: time', 13.3334, million, 'GB-seconds', 'list'),
  requests: price(
    'API Gateway, HTTP API (each 512 KB)',
    1.05,
    million,
    'requests',
    'quoted',
    'a measurement study, 2026: `APS3-ApiGatewayHttpRequest`',
  ),
  objects: price('S3: storage', 0.025, 1, 'GB-month', 'quoted', inventory),
  objectWrites: price('S3: PUT', 0.005, 1_000, 'requests', 'quoted', inventory),
  logs: price('CloudWatch Logs: taken in', 0.67, 1, 'GB', 'list'),
  keptLogs: price('CloudWatch Logs: kept', 0.03, 1, 'GB-month', 'quoted', inventory),
  metrics: price(
    'CloudWatch: metrics',
    0.3,
    1,
    'metrics a month',
    'quoted',
    'the text of a bill line of another region',
  ),
  alarms: price(
    'CloudWatch: alarms',
    0.1,
    1,
    'alarms a month',
    'quoted',
    'a test’s copy of a price list, 22 September 2026',
  ),
  dashboards: price('CloudWatch: dashboards', 3, 1, 'dashboards a month', 'unverified'),
  keys: price('KMS: keys', 1, 1, 'keys a month', 'quoted', 'the script of the list'),
  egress: price('Out to the internet', 0.1093, 1, 'GB', 'quoted', 'a design document of 2026 and a bill of Mumbai'),
  between: price(
    'Between Indian regions',
    0.086,
    1,
    'GB',
    'unverified',
    'an old bill, Mumbai to Seoul; to Hyderabad it may be less',
  ),
  machines: price(
    'Cognito: clients of machines',
    6,
    1,
    'clients a month',
    'quoted',
    'an article of May 2025, region not said',
  ),
  tokens: price(
    'Cognito: tokens of machines',
    2.25,
    1_000,
    'tokens',
    'quoted',
    'a list of bill codes of April 2025; Mumbai is not in it',
  ),
} as const satisfies Readonly<Record<string, Price>>;
export type PriceName = keyof typeof prices;

function price(what: string, usd: number, per: number, unit: string, sure: Sure, from = ''): Price {
  return { what, usd, per, unit, sure, from };
}
