import { openApi } from '../../shared/api/openapi.ts';
import { formatResidencySchema } from '../../shared/api/residency-schema.ts';
import { digestOf } from '../../shared/canonical.ts';
import { policyNamed } from '../../shared/policy/compiled.ts';
import { rulebook } from '../../shared/policy/release.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import { answerExamples, exampleRulebook, formatAnswerExamples } from './answer-examples.ts';
import { formatApiDoc } from './api-doc.ts';
import { formatCasesDoc } from './cases-doc.ts';
import { formatConflictsDoc } from './conflicts-doc.ts';
import { formatErrorsDoc } from './errors-doc.ts';
import { compilePacks, formatPacks } from './packs.ts';
import { formatPacksDoc } from './packs-doc.ts';
import { compileRegistry, formatRegistry } from './registry.ts';
import { formatScaleDoc } from './scale/doc.ts';

type Output = { readonly file: string; readonly text: string };

/** What is compiled and committed, since neither a Lambda nor the command line reads YAML when it starts. */
export async function compiledFiles(): Promise<Output[]> {
  const registry = await compileRegistry();
  const packs = await compilePacks();
  const { facts } = policyNamed('default', packs, indexRegistry(registry));
  const rules = rulebook(registry, packs);
  const examples = await answerExamples(exampleRulebook(registry, packs));
  const digests = { registry: digestOf(registry), policy: digestOf(packs) };
  return [
    { file: 'shared/registry/registry.json', text: formatRegistry(registry) },
    { file: 'shared/policy/packs.json', text: formatPacks(packs) },
    { file: 'shared/policy/release.json', text: `${JSON.stringify(digests, null, 2)}\n` },
    { file: 'shared/api/residency.schema.json', text: formatResidencySchema(facts) },
    { file: 'shared/api/answer-examples.json', text: formatAnswerExamples(examples) },
    { file: 'docs/cases.md', text: await formatCasesDoc() },
    { file: 'docs/conflicts.md', text: await formatConflictsDoc(rules.registry) },
    { file: 'docs/packs.md', text: await formatPacksDoc() },
    { file: 'docs/api.md', text: await formatApiDoc(openApi(facts, examples)) },
    { file: 'docs/errors.md', text: await formatErrorsDoc() },
    { file: 'docs/scale.md', text: await formatScaleDoc(rules) },
  ];
}
