import { App, Validations } from 'aws-cdk-lib/core';
import { NivasError } from '../shared/error.ts';
import packs from '../shared/policy/packs.json' with { type: 'json' };
import { machineTenants } from './machine-client.ts';
import { giveReasons } from './reasons.ts';
import { addStacks, type Tokens } from './stacks.ts';

const app = new App();
const { sets } = packs;

/** What a deployment chooses: `cdk.json` holds defaults, `cdk synth -c issuer=…` replaces them. */
function chosen(name: string, what: string): string {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string' && value !== '') return value;
  const remedy = `set the context value \`${name}\` in cdk.json or with -c ${name}=…`;
  throw new NivasError('request_invalid', `${what} is not known: ${remedy}`);
}

/** `https://console.example.in`: a browser sends it without a path, and compares it letter by letter. */
function consoleOrigin(): string | undefined {
  const value: unknown = app.node.tryGetContext('consoleOrigin');
  if (value === undefined) return undefined;
  if (typeof value === 'string' && URL.parse(value)?.origin === value) return value;
  throw new NivasError('request_invalid', `consoleOrigin is \`${value}\`, and an origin is \`https://host\`, no more`);
}

/** One that this release has: by any other the functions could not judge. */
function policySet(): string | undefined {
  const value: unknown = app.node.tryGetContext('policySet');
  const known = sets.map(({ set }) => set);
  if (value === undefined || known.some((set) => set === value)) return value === undefined ? undefined : `${value}`;
  throw new NivasError('request_invalid', `policySet is \`${value}\`, and there are ${known.join(', ')}`);
}

/** Those of the issuer that is named; without one there is a user pool. */
function tokens(): Tokens | undefined {
  if (app.node.tryGetContext('issuer') === undefined) return undefined;
  const issuer = chosen('issuer', 'the OpenID Connect issuer whose tokens are accepted');
  const audience = chosen('audience', 'the audience a token must name, or several with commas');
  return { issuer, audience: audience.split(/[\s,]+/).filter(Boolean) };
}

try {
  const settings = {
    region: chosen('region', 'the region to deploy to'),
    standbyRegion: chosen('standbyRegion', 'the region for replicas and copies'),
    tokens: tokens(),
    consoleOrigin: consoleOrigin(),
    policySet: policySet(),
    machineTenants: machineTenants(app.node.tryGetContext('machineTenants')),
  };
  addStacks(app, settings);
  giveReasons(app, settings);
  // Where templates are only read, not deployed, CDK's checks are off, and loading these would take longer than all else.
  if (process.env.CDK_VALIDATION !== 'false') {
    const { AwsSolutionsChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  }
} catch (error) {
  if (!(error instanceof NivasError)) throw error;
  process.stderr.write(`nivas: ${error.message}\n`);
  process.exit(1);
}
