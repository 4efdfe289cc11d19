import { App, Aspects } from 'aws-cdk-lib/core';
import { InIndia } from './in-india.ts';
import { NivasStack } from './nivas-stack.ts';

/** What a deployment chooses: `cdk.json` holds defaults, `cdk synth -c issuer=…` replaces them. */
function chosen(app: App, name: string, what: string): string {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${what} is not known: set the context value \`${name}\` in cdk.json or with -c ${name}=…`);
}

const app = new App();
new NivasStack(app, 'Nivas', {
  env: { region: chosen(app, 'region', 'the region to deploy to') },
  description: 'Nivas: data-residency audits for India',
  issuer: chosen(app, 'issuer', 'the OpenID Connect issuer whose tokens are accepted'),
  audience: chosen(app, 'audience', 'the audience a token must name'),
});
Aspects.of(app).add(new InIndia());
