import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundling } from '../../infra/bundling.ts';
import { lambdas } from '../../shared/api/routes.ts';
import { median } from './median.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const data = ['shared/registry/registry.json', 'shared/policy/packs.json'];

/** What each Lambda weighs, bundled as CDK bundles it, and how long it takes to load in a new process of this machine. */
export async function lambdaCosts(): Promise<{ lambda: string; code: number; data: number; init: number }[]> {
  const folder = await mkdtemp(join(project, '.nivas-bench-'));
  try {
    const costs = [];
    for (const lambda of lambdas) costs.push(await costOf(lambda, folder));
    return costs;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function costOf(lambda: string, folder: string) {
  const outfile = join(folder, `${lambda}.mjs`);
  const { metafile } = await build({
    entryPoints: [join(project, 'functions', `${lambda}.ts`)],
    absWorkingDir: project,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    metafile: true,
    ...bundling,
    banner: { js: bundling.banner },
  });
  const [output] = Object.values(metafile.outputs);
  const share = (file: string) => output?.inputs[file]?.bytesInOutput ?? 0;
  const weight = data.reduce((sum, file) => sum + share(file), 0);
  return { lambda, code: (output?.bytes ?? 0) - weight, data: weight, init: await loadTime(outfile) };
}

/** Milliseconds to import the bundle, the middle of seven processes: what a cold start adds to the runtime's own. */
async function loadTime(file: string): Promise<number> {
  const script = `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start)`;
  const env = {
    ...process.env,
    RECORDS_TABLE: 'records',
    CATALOGUE_TABLE: 'catalogue',
    BODIES_BUCKET: 'bodies',
    AWS_REGION: 'ap-south-1',
  };
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    times.push(Number(stdout.trim()));
  }
  return median(times);
}
