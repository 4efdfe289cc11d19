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
const data = ['shared/registry/registry.json', 'shared/policy/packs.json', 'shared/api/answer-examples.json'];

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
  const { code, data } = await bundled(lambda, outfile);
  return { lambda, code, data, init: await loadTime(outfile) };
}

/** Bundles a Lambda as CDK does: bytes of code and of data, and the files that are in it. */
export async function bundled(lambda: string, outfile: string) {
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
  const shares = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const weight = shares.reduce((sum, [file, { bytesInOutput }]) => sum + (data.includes(file) ? bytesInOutput : 0), 0);
  return { code: (output?.bytes ?? 0) - weight, data: weight, files: shares.map(([file]) => file) };
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
