import { type App, Aspects, CfnOutput, Stack, Tags } from 'aws-cdk-lib/core';
import { Api } from './api.ts';
import { Data } from './data.ts';
import { Functions } from './functions.ts';
import { Identity, type IdentityProps } from './identity.ts';
import { InIndia } from './in-india.ts';
import { Publication } from './publication.ts';
import { Standby } from './standby.ts';
import { Watch } from './watch.ts';

/** An OpenID Connect issuer, and the audiences of which a token must name one. */
export type Tokens = { readonly issuer: string; readonly audience: readonly string[] };

/** What a deployment chooses. */
export type Settings = {
  readonly region: string;
  readonly standbyRegion: string;
  /** Whose tokens are accepted; undefined: those of a user pool that is made for it. */
  readonly tokens?: Tokens | undefined;
  /** Tenants whose machines get a client of that pool. */
  readonly machineTenants?: readonly string[];
  /** By which policy set everybody is judged; undefined: the default. */
  readonly policySet?: string | undefined;
  /** Where the console's pages come from; undefined: there is none. */
  readonly consoleOrigin?: string | undefined;
};

/**
 * The whole service, a stack for each thing that is deployed by itself: what stands by in the other region, what is
 * kept, the functions that may touch it, the routes that lead to them, and what rings when something is wrong.
 */
export function addStacks(app: App, settings: Settings): void {
  const stack = (part: string, region: string, what: string, terminationProtection = false) => {
    const own = { description: `Nivas: ${what}`, terminationProtection };
    const made = new Stack(app, `Nivas${part}`, { env: { region }, ...own });
    Tags.of(made).add('nivas:part', part.toLowerCase());
    return made;
  };
  Tags.of(app).add('nivas:service', 'nivas');
  const { region, standbyRegion } = settings;
  const standby = stack('Standby', standbyRegion, 'what stands by in the second Indian region', true);
  new Standby(standby, 'Standby');
  const kept = stack('Data', region, 'what the service keeps', true);
  kept.addStackDependency(standby, 'replicas need its key and its bucket');
  const data = new Data(kept, 'Data', settings);
  const running = stack('Functions', region, 'the functions');
  const functions = new Functions(running, 'Functions', { data, policySet: settings.policySet });
  const publication = new Publication(running, 'Publication', data);
  // Last, when all requests are served by code that knows this release: older code may not read its documents.
  publication.current.node.addDependency(...functions.of.values());
  const { consoleOrigin, machineTenants = [] } = settings;
  const tokens =
    settings.tokens ??
    ofPool(stack('Identity', region, 'who may call', true), { key: data.key, consoleOrigin, machineTenants });
  const reached = stack('Api', region, 'the routes');
  const api = new Api(reached, 'Api', {
    functions: functions.of,
    key: data.key,
    consoleOrigin,
    ...tokens,
  });
  const watching = stack('Watch', region, 'alarms and the dashboard');
  const watch = new Watch(watching, 'Watch', { data, functions: functions.of, api, standbyRegion });

  new CfnOutput(kept, 'RecordsTable', { value: data.records.tableName });
  new CfnOutput(kept, 'CatalogueTable', { value: data.catalogue.tableName });
  new CfnOutput(kept, 'BodiesBucket', { value: data.bodies.bucketName });
  new CfnOutput(reached, 'Url', { value: api.url });
  new CfnOutput(watching, 'Dashboard', { value: watch.dashboard.dashboardName });
  new CfnOutput(watching, 'Alarms', { value: watch.topic.topicArn });
  Aspects.of(app).add(new InIndia());
}

/** A user pool, and where its clients get their tokens. */
function ofPool(stack: Stack, props: IdentityProps): Tokens {
  const identity = new Identity(stack, 'Identity', props);
  new CfnOutput(stack, 'TokenUrl', { value: identity.tokenUrl });
  return { issuer: identity.issuer, audience: identity.audiences };
}
