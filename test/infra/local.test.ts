import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { token } from '../../functions/cli/token.ts';
import { findDynoxide, startDynoxide } from '../../infra/local/dynoxide.ts';
import { openIssuer } from '../../infra/local/issuer.ts';
import { listen, makeServer } from '../../infra/local/server.ts';
import { parseTemplates } from '../../infra/local/template.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = () => mkdtemp(join(tmpdir(), 'nivas-local-'));

describe('the template reader', () => {
  const table = {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    },
  };
  const served = {
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        RouteKey: 'GET /x',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        AuthorizationType: 'JWT',
        AuthorizationScopes: ['nivas/read'],
        AuthorizerId: { Ref: 'Authorizer' },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: { 'Fn::GetAtt': ['Served', 'Arn'] }, PayloadFormatVersion: '2.0' },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: { JwtConfiguration: { Issuer: 'https://issuer', Audience: ['nivas'] } },
    },
    Served: {
      Type: 'AWS::Lambda::Function',
      Properties: { Timeout: 25, Environment: { Variables: { A: { Ref: 'Table' }, B: { Ref: 'Bucket' }, C: 'c' } } },
      Metadata: { 'nivas:entry': 'functions/read.ts' },
    },
    Table: table,
    Bucket: { Type: 'AWS::S3::Bucket' },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
  };

  test('gives tables, buckets and routes, with every name a function is told', () => {
    const { KeySchema, AttributeDefinitions } = table.Properties;
    expect(parseTemplates([{ Resources: served }])).toEqual({
      tables: [{ name: 'Table', KeySchema, AttributeDefinitions }],
      buckets: ['bucket'],
      cors: undefined,
      routes: [
        {
          key: 'GET /x',
          lambda: {
            name: 'Served',
            entry: 'functions/read.ts',
            seconds: 25,
            environment: { A: 'Table', B: 'bucket', C: 'c' },
          },
          guard: { issuer: 'https://issuer', audience: ['nivas'], scopes: ['nivas/read'] },
        },
      ],
    });
  });

  test('gives the limits of the stage and the origin of the console', () => {
    const RouteSettings = { 'GET /x': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 } };
    const Stage = { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: '$default', RouteSettings } };
    const CorsConfiguration = { AllowOrigins: ['https://c'], AllowMethods: ['GET'], MaxAge: 60 };
    const Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { CorsConfiguration } };
    const { routes, cors } = parseTemplates([{ Resources: { ...served, Stage, Api } }]);
    expect(routes).toMatchObject([{ key: 'GET /x', limit: { perSecond: 5, burst: 10 } }]);
    expect(cors).toEqual({ origins: ['https://c'], methods: ['GET'], headers: [], exposed: [], seconds: 60 });
  });

  test('finds the function behind an alias', () => {
    const Live = { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Served' }, Name: 'live' } };
    const Properties = { IntegrationUri: { Ref: 'Live' }, PayloadFormatVersion: '2.0' };
    const Integration = { ...served.Integration, Properties };
    const aliased = { Resources: { ...served, Live, Integration } };
    expect(parseTemplates([aliased])).toEqual(parseTemplates([{ Resources: served }]));
  });

  test('reads several templates as one, also where one imports what another exports', () => {
    const { Table, Bucket, Served, ...reached } = served;
    const imported = (name: string) => ({ 'Fn::ImportValue': `Data:${name}` });
    const Variables = { A: imported('Table'), B: imported('Bucket'), C: 'c' };
    const uri = { IntegrationUri: { 'Fn::ImportValue': 'Functions:Served' }, PayloadFormatVersion: '2.0' };
    const templates = [
      { Resources: { ...reached, Integration: { ...served.Integration, Properties: uri } } },
      {
        Resources: { Served: { ...Served, Properties: { Timeout: 25, Environment: { Variables } } } },
        Outputs: { Any: { Value: { 'Fn::GetAtt': ['Served', 'Arn'] }, Export: { Name: 'Functions:Served' } } },
      },
      {
        Resources: { Table, Bucket },
        Outputs: {
          Shown: { Value: { Ref: 'Table' } },
          T: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Table' } },
          B: { Value: { Ref: 'Bucket' }, Export: { Name: 'Data:Bucket' } },
        },
      },
    ];
    expect(parseTemplates(templates)).toEqual(parseTemplates([{ Resources: served }]));
    expect(() => parseTemplates(templates.slice(0, 2))).toThrow('`Data:Table`');
    expect(() => parseTemplates([...templates, { Resources: { Table } }])).toThrow('two templates');
  });

  test.each([
    { name: 'a queue', resources: { Jobs: { Type: 'AWS::SQS::Queue' } }, want: '`Jobs` is a `AWS::SQS::Queue`' },
    { name: 'a type like an Object member', resources: { A: { Type: 'constructor' } }, want: '`A` is a `constructor`' },
    { name: 'a route to nothing', resources: { Route: served.Route }, want: '`Integration`' },
    {
      name: 'a role in an environment',
      resources: { ...served, Table: { Type: 'AWS::IAM::Role' } },
      want: '`Table`, a `AWS::IAM::Role`',
    },
  ])('refuses $name', ({ resources, want }) => {
    expect(() => parseTemplates([{ Resources: resources }])).toThrow(want);
  });
});

describe('the watcher', () => {
  /** A parent that starts dynoxide, says where, and then only waits. */
  const parent = `
    import { findDynoxide, startDynoxide } from ${JSON.stringify(join(root, 'infra/local/dynoxide.ts'))};
    const { endpoint } = await startDynoxide(findDynoxide(process.env), process.argv[1]);
    process.stdout.write(endpoint);
    setInterval(() => {}, 1000);`;
  const answers = (endpoint: string) =>
    fetch(endpoint).then(
      () => true,
      () => false,
    );

  test.each(['SIGKILL', 'SIGTERM'] as const)('%s of the parent leaves no dynoxide behind', async (signal) => {
    const file = join(await folder(), 'a.sqlite');
    const started = spawn(process.execPath, ['--input-type=module', '-e', parent, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [endpoint] = await once(started.stdout, 'data');
    expect(await answers(String(endpoint))).toBe(true);
    started.kill(signal);
    await once(started, 'exit');
    const until = Date.now() + 5000;
    while ((await answers(String(endpoint))) && Date.now() < until) await wait(20);
    expect(await answers(String(endpoint))).toBe(false);
  });

  test('what was stored is there after a stop and a start', async () => {
    const file = join(await folder(), 'a.sqlite');
    const first = await startDynoxide(findDynoxide(process.env), file);
    await first.stop();
    expect(await answers(first.endpoint)).toBe(false);
    const second = await startDynoxide(findDynoxide(process.env), file);
    expect(await answers(second.endpoint)).toBe(true);
    await second.stop();
    expect(existsSync(file)).toBe(true);
  });
});

test('the service starts from nothing, and again from what it kept, with the same tables', async () => {
  const state = await folder();
  const env = { ...process.env, PORT: '0', NIVAS_STATE: state };
  for (const _start of ['first', 'second']) {
    const started = spawn(process.execPath, ['infra/local/start.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const origin = await new Promise<string>((done, fail) => {
      const hear = (part: unknown) => {
        said += String(part);
        const [, at] = /Nivas answers at (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
        if (at !== undefined) done(at);
      };
      started.stdout.on('data', hear);
      started.stderr.on('data', hear);
      started.once('exit', () => fail(new Error(said)));
    });
    expect((await fetch(`${origin}/v1/health`)).status).toBe(200);
    expect(await fetch(`${origin}/v1/applications`, { method: 'POST' })).toMatchObject({ status: 401 });
    expect(said).not.toContain('CloudWatchMetrics');
    started.removeAllListeners('exit');
    started.kill('SIGTERM');
    await once(started, 'exit');
  }
  const buckets = (await readdir(join(state, 's3'))).map((name) => name.replace(/[0-9a-f]{8}$/, '')).sort();
  expect(buckets).toEqual(['databodies', 'databodiesaccesslog']);
});

describe('errors are sentences that say what to do', () => {
  test('a data file that is no database', async () => {
    const file = join(await folder(), 'dynamodb.sqlite');
    await writeFile(file, 'this is no database, and it is longer than a header '.repeat(50));
    const started = startDynoxide(findDynoxide(process.env), file);
    await expect(started).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(
        /`.*dynamodb\.sqlite` cannot be read .*not a valid SQLite database.*`rm -rf .*` starts afresh/,
      ),
    });
  });

  test.each([
    { name: 'is not JSON', text: '{"kty":' },
    { name: 'is empty', text: '' },
    { name: 'holds no key', text: '{"kty":"RSA"}' },
    { name: 'holds a broken key', text: '{"kty":"RSA","kid":"a","n":"AA","e":"AQAB","d":"AA"}' },
  ])('a key file that $name', async ({ text }) => {
    const state = await folder();
    await writeFile(join(state, 'issuer.json'), text);
    await expect(token({ tenant: 'acme', scope: 'read', state })).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/`.*issuer\.json` cannot be read .*`rm -rf .*` starts afresh/),
    });
  });

  test('no dynoxide for this machine', () => {
    expect(() => findDynoxide({ PATH: '/nowhere' }, [])).toThrow(/dynoxide` on the PATH.*AWS_ENDPOINT_URL_DYNAMODB/);
  });

  test('a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(
      listen(
        makeServer(() => undefined),
        port,
      ),
    ).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining(`port ${port} is in use`) });
    taken.close();
  });

  test('a second server on one port, told by the command itself, with status 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    const env = { ...process.env, PORT, NIVAS_STATE: await folder() };
    const started = spawn(process.execPath, ['infra/local/start.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    started.stderr.on('data', (part) => {
      said += part;
    });
    const [status] = await once(started, 'exit');
    expect([status, said]).toEqual([1, expect.stringMatching(/^nivas: port \d+ is in use; .*\n$/)]);
    taken.close();
  });
});

describe('tokens for this machine', () => {
  test('carry tenant and scopes, and end', async () => {
    const state = await folder();
    await openIssuer(state);
    const claims = decodeJwt(await token({ tenant: 'acme', scope: 'declare read', seconds: 60, state }));
    expect(claims).toMatchObject({
      iss: 'http://localhost/nivas',
      aud: 'nivas',
      tenant: 'acme',
      scope: 'nivas/declare nivas/read',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  });

  test('the key is made once and readable by its owner only', async () => {
    const state = await folder();
    expect(await openIssuer(state)).toEqual(await openIssuer(state));
    expect(JSON.parse(await readFile(join(state, 'issuer.json'), 'utf8')).kty).toBe('RSA');
  });

  test.each([
    { tenant: 'acme', scope: 'write' },
    { tenant: 'acme', scope: '' },
    { tenant: 'acme', scope: 'nivas/read' },
    { tenant: 'A', scope: 'read' },
    { tenant: 'acme', scope: 'read', seconds: 0 },
  ])('%j is refused', async (options) => {
    await expect(token(options)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
