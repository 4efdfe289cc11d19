import { deployedTimes } from './deployed.ts';
import { engineRates } from './engine.ts';
import { lambdaCosts } from './lambdas.ts';
import { packsLoadTime } from './packs.ts';
import { submissionTimes } from './submission.ts';

/** `npm run bench`: every number that the documents and notes give of speed and size, with its target. */
const rates = engineRates();
console.log('Audits per second on one core, from parsed declaration to digest:');
console.log(
  `  ten placements, all answered: ${rates.packs} packs loaded, ${rates.applying} applying, ${rates.findings} findings  ${rates.answered}  (target 2000)`,
);
console.log(`  everything unanswered  ${rates.unanswered}  (target 500)`);
console.log(
  `Compiled packs, from text to ready, in a new process: ${(await packsLoadTime()).toFixed(1)} ms  (target 20)`,
);

const deployed = deployedTimes();
console.log(
  'A template of 500 resources, from its text to the digest of the audit with all packs, milliseconds (median):',
);
console.log(`  JSON ${deployed.json.toFixed(1)}  (target 50), YAML ${deployed.yaml.toFixed(1)}  (target 600)`);
console.log(`  ${deployed.times} times the resources take ${deployed.growth.toFixed(1)} times as long`);

const { post, bare, ratio } = await submissionTimes();
console.log('One client, in turns, milliseconds (median):');
console.log(
  `  POST declarations over HTTP ${post.toFixed(1)}, its bare transaction ${bare.toFixed(1)}, ratio ${ratio.toFixed(2)}  (target 1.5)`,
);

console.log('Each Lambda, bundled (KB) and loaded in a new process (ms, median of seven):');
for (const { lambda, code, data, init } of await lambdaCosts())
  console.log(
    `  ${lambda.padEnd(10)} code ${Math.round(code / 1024)}  (target 1024), data ${Math.round(data / 1024)}, init ${Math.round(init)}`,
  );
