import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployed } from '../../functions/cli/deployed-file.ts';
import { observe } from '../../shared/evidence/deployed/observe/observe.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { account } from './account.ts';
import { writtenResources } from './written-resources.ts';

/**
 * `npm run corpus -- DIR...`: reads every template and plan in these folders as the command does, and says what became
 * of each resource in them. Ends with 1 on a crash, or where a resource is dropped and nobody says so.
 */
const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('expected a folder of templates or plans: `npm run corpus -- DIR...`');

const { registry } = releaseRulebook();
const total = { files: 0, 'not evidence': 0, written: 0, observed: 0, unread: 0, explained: 0, dropped: 0, crashes: 0 };
const reasons = new Map<string, number>();
const silent: string[] = [];

for (const folder of folders)
  for (const name of globSync('**/*.{json,yaml,yml,template}', { cwd: folder }).toSorted())
    await look(join(folder, name));

console.table(total);
console.log('Why something was not read, and how often:');
for (const [reason, count] of [...reasons].toSorted(([, a], [, b]) => b - a).slice(0, 30))
  console.log(`${String(count).padStart(6)}  ${reason}`);
console.log(`${silent.length} files with no resources and nothing unread${silent.length === 0 ? '' : ':'}`);
for (const name of silent) console.log(`  ${name}`);
process.exitCode = total.crashes === 0 && total.dropped === 0 && total.files > 0 ? 0 : 1;

async function look(path: string): Promise<void> {
  const written = writtenResources(readFileSync(path, 'utf8'));
  if (written === 'not evidence') {
    total['not evidence'] += 1;
    return;
  }
  total.files += 1;
  total.written += written?.length ?? 0;
  try {
    const { deployment } = await readDeployed(path, path, { region: 'ap-south-1' });
    observe(deployment, { registry });
    const { observed, unread, explained, dropped } = account(written ?? [], deployment);
    total.observed += observed;
    total.unread += unread;
    total.explained += explained;
    total.dropped += dropped.length;
    for (const one of dropped) console.log(`dropped without a word: ${one} of ${path}`);
    for (const { because } of deployment.unread) count(because);
    if (deployment.resources.length === 0 && deployment.unread.length === 0) silent.push(path);
  } catch (cause) {
    total.crashes += 1;
    console.log(`crash: ${path}: ${cause instanceof Error ? cause.stack : cause}`);
  }
}

/** Reasons are counted without what they quote. */
function count(because: string): void {
  const reason = because.replaceAll(/`[^`]*`/g, '`…`').replaceAll(/\d+/g, 'n');
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}
