import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { audience, issuer } from './issuer.ts';
import { project, readJson } from './state.ts';

const sources = [
  'infra/**/*.ts',
  'cdk.json',
  'package-lock.json',
  'shared/api/{measures,route,routes}.ts',
  'shared/api/routes/*.ts',
  'shared/policy/release.json',
  'shared/registry/registry.json',
];
const Cdk = z.object({ context: z.looseObject({ region: z.string() }) });
/** As much of a cloud assembly's `manifest.json` as says which templates it holds, and where they go. */
const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      environment: z.string().default(''),
      properties: z.object({ templateFile: z.string().optional() }).default({}),
    }),
  ),
});

/**
 * The CDK app's templates for this machine, as JSON: of the main region, with the local issuer, nothing bundled.
 *
 * Kept under the hash of every file that can change them; renamed into place last, so half-made ones are never read.
 */
export async function synthesise(state: string): Promise<unknown[]> {
  const folder = join(state, 'synth');
  const name = await hashOfSources();
  const cached: unknown[] = await templatesIn(join(folder, name)).catch(() => []); // Broken, they are made again like missing ones.
  if (cached.length > 0 && !cached.includes(undefined)) return cached;
  const unfinished = join(folder, `unfinished-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await runApp(unfinished);
  await rename(unfinished, join(folder, name));
  return templatesIn(join(folder, name));
}

async function templatesIn(assembly: string): Promise<unknown[]> {
  const { region } = (await cdkJson()).context;
  const { artifacts } = Manifest.parse(await readJson(join(assembly, 'manifest.json')));
  const files = Object.values(artifacts).flatMap(({ environment, properties: { templateFile } }) =>
    environment.endsWith(`/${region}`) && templateFile !== undefined ? [templateFile] : [],
  );
  return Promise.all(files.map((file) => readJson(join(assembly, file))));
}

const cdkJson = async () => Cdk.parse(await readJson(join(project, 'cdk.json')));

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: project })) files.push(file);
  for (const file of files.sort())
    hash.update(`${file}\n`).update(
      createHash('sha256')
        .update(await readFile(join(project, file)))
        .digest(),
    );
  return hash.digest('hex').slice(0, 16);
}

async function runApp(outdir: string): Promise<void> {
  const { context } = await cdkJson();
  const local = { ...context, issuer, audience, 'aws:cdk:bundling-stacks': [] };
  // `npm run synth` validates the templates; here that would only cost two seconds.
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(local), CDK_VALIDATION: 'false' };
  await promisify(execFile)(process.execPath, [join(project, 'infra/main.ts')], { cwd: project, env }).catch(
    (cause: unknown) => {
      throw new NivasError('internal', 'the CDK app failed; `npm run synth` shows why', [], { cause });
    },
  );
}
