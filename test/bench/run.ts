import { cfnGuard, noCfnGuard } from '../peers/cfn-guard.ts';
import { deployedTimes } from './deployed.ts';
import { engineRates } from './engine.ts';
import { lambdaCosts } from './lambdas.ts';
import { packsLoadTime } from './packs.ts';
import { commandMemory, peerTimes } from './peer.ts';
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
console.log(`  5,000 resources take ${deployed.growth.toFixed(1)} times as long as 500  (target 10)`);
const [few = 0, many = 0] = await commandMemory([500, 5_000]);
console.log(
  `  The most memory the whole command holds, MB: ${few.toFixed(0)} with 500 resources, ${many.toFixed(0)} with 5,000`,
);

console.log(
  'The packed command and cfn-guard over a template of 500 resources, whole processes, milliseconds (median):',
);
if (cfnGuard === undefined) console.log(`  ${noCfnGuard}`);
else {
  const { nivas, all, one } = await peerTimes(cfnGuard);
  console.log(`  Nivas, all packs: ${nivas.toFixed(0)}`);
  console.log(
    `  cfn-guard, its 237 rules: ${all.toFixed(0)}, which is ${(all / nivas).toFixed(1)} times Nivas's  (target at least 20)`,
  );
  console.log(
    `  cfn-guard, one rule on replicas: ${one.toFixed(0)}; Nivas takes ${(nivas / one).toFixed(1)} times that  (target 5)`,
  );
  console.log(
    `  In process, once started, Nivas takes ${(deployed.json / one).toFixed(1)} times the one rule's process`,
  );
  console.log(
    '  They ask different things: the 237 whether each resource is encrypted, logged and private, and none where data goes;',
  );
  console.log(
    '  the one rule where one property of one type points; Nivas where every resource keeps and sends data, by all packs.',
  );
}

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
