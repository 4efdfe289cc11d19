import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type Lambda, lambdas } from '../shared/api/routes.ts';
import type { Data } from './data.ts';
import { Gradual } from './gradual.ts';
import { permissions } from './permissions.ts';
import { sourceFunction } from './source-function.ts';

export type FunctionsProps = {
  readonly data: Data;
  /** By which policy set everybody is judged; undefined: the default. */
  readonly policySet?: string | undefined;
};

/**
 * One function for each set of permissions, from `functions/<name>.ts`. Requests go to its alias `live`, which moves
 * to a new version step by step.
 *
 * None reserves concurrency. The gateway lets so many requests a second through that the account's default of 1,000
 * at once is far off, an alarm rings before it is reached, and what is reserved here is taken from the account's other
 * functions; in an account whose limit was never raised the deployment would fail.
 */
export class Functions extends Construct {
  readonly of: ReadonlyMap<Lambda, Alias>;
  readonly #gradual: Gradual;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.#gradual = new Gradual(this, 'Gradual');
    this.of = new Map(lambdas.map((lambda) => [lambda, this.#function(lambda, props)]));
  }

  #function(lambda: Lambda, { data, policySet }: FunctionsProps): Alias {
    const name = `${lambda.charAt(0).toUpperCase()}${lambda.slice(1)}`;
    const made = sourceFunction(this, name, {
      entry: `functions/${lambda}.ts`,
      timeout: Duration.seconds(25),
      megabytes: 1024,
      key: data.key,
      environment: environment(lambda, data, policySet),
      statements: permissions(lambda, data),
    });
    const alias = made.addAlias('live');
    this.#gradual.add(lambda, made, alias);
    return alias;
  }
}

/** A function is told only the names of what it may touch. */
function environment(lambda: Lambda, data: Data, policySet: string | undefined): Record<string, string> {
  const records = { RECORDS_TABLE: data.records.tableName };
  const judged = policySet === undefined ? {} : { POLICY_SET: policySet };
  const catalogue = { CATALOGUE_TABLE: data.catalogue.tableName, ...judged };
  const bodies = { BODIES_BUCKET: data.bodies.bucketName };
  return {
    submit: { ...records, ...catalogue, ...bodies },
    read: { ...records, ...catalogue, ...bodies },
    stateless: { ...catalogue, ...bodies },
    evidence: { ...bodies },
  }[lambda];
}
