import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import packageJson from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the package, and how many bytes it has. */
export type Packed = { readonly file: string; readonly bytes: number };

/**
 * Writes the command as a package of its own: plain JavaScript for Node 22 and newer, with everything that it needs in
 * it, so that installing it installs nothing else. What few commands use (readers of PDF, the SDK) is in files of its
 * own, which are read when such a command is typed. The plugin for the CDK shares them, and brings no CDK: it is handed
 * all that it needs of one.
 */
export async function bundleCommand(folder: string): Promise<Packed[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: { nivas: join(root, 'functions/cli/packed.ts'), cdk: join(root, 'functions/cdk/nivas.ts') },
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    // names of classes stand in messages
    keepNames: true,
    mainFields: ['module', 'main'],
    // Node gets the CommonJS build by default, of which nothing can be left out.
    alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
    chunkNames: 'part-[hash]',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [jsonAsText],
    metafile: true,
    logLevel: 'error',
  });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await copyFile(join(root, 'README.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'functions/cdk/packed.d.ts'), join(folder, 'cdk.d.ts'));
  return Object.entries(metafile.outputs)
    .map(([path, { bytes }]) => ({ file: path.split('/').at(-1) ?? path, bytes }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

const { name, version, description, license, devDependencies } = packageJson;

const manifest = {
  name,
  version,
  description,
  license,
  type: 'module',
  engines: { node: '>=22' },
  bin: { nivas: 'nivas.js' },
  exports: { './cdk': { types: './cdk.d.ts', default: './cdk.js' } },
  files: ['*.js', 'cdk.d.ts'],
  // for `nivas/cdk` alone: an app has its own
  peerDependencies: { 'aws-cdk-lib': `^${devDependencies['aws-cdk-lib']}` },
  peerDependenciesMeta: { 'aws-cdk-lib': { optional: true } },
};

/** Tables of the release as text: `JSON.parse` reads them several times as fast as JavaScript is read. */
const jsonAsText: Plugin = {
  name: 'json-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)})`, loader: 'js' };
    });
  },
};
