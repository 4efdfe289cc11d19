import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import { Data } from './data.ts';
import { Functions } from './functions.ts';

export type NivasStackProps = StackProps & { readonly issuer: string; readonly audience: string };

/** The whole service: what it keeps, the functions that may touch it, and the routes that lead to them. */
export class NivasStack extends Stack {
  constructor(scope: Construct, id: string, props: NivasStackProps) {
    super(scope, id, props);
    const data = new Data(this, 'Data');
    const functions = new Functions(this, 'Functions', { data });
    const api = new Api(this, 'Api', { functions: functions.of, issuer: props.issuer, audience: props.audience });
    new CfnOutput(this, 'Url', { value: api.url });
  }
}
