import { readResources } from '../cloudformation/read-resources.ts';
import { isNested } from '../cloudformation/read-template.ts';
import type { Deployment, Resource } from '../resource.ts';
import { AssemblyStacks, type Deployable } from './assembly-stacks.ts';
import { Documents, type Files } from './documents.ts';
import { type AssemblyOptions, readManifests } from './manifest.ts';

/**
 * Every resource of a CDK cloud assembly (`cdk.out`): of all stacks, also those of stages, those nested in others, and
 * those that the CDK adds in another region. What one stack takes from another is followed where both are here.
 *
 * `files` gives what a file of the assembly holds, by its path from the folder of `manifest.json`; it is asked for
 * no path that leaves that folder. `options` say where stacks are deployed that name no environment themselves. Nothing in the files makes this throw: what could not be read is in `unread`.
 */
export function readAssembly(files: Files, options: AssemblyOptions = {}): Deployment {
  const documents = new Documents(files);
  const assembly = readManifests(documents, options);
  if (documents.read('manifest.json') === undefined) return { resources: [], unread: [noManifest] };
  const stacks = new AssemblyStacks(assembly, documents);
  const resources = stacks.roots.flatMap((root) => resourcesOf(root, stacks));
  return { resources, unread: documents.unread() };
}

const noManifest = {
  file: 'manifest.json',
  pointer: '',
  because: 'there is no `manifest.json`: expected the folder that `cdk synth` writes, `cdk.out`',
};

/** A stack's own resources, and after them those of the stacks that it nests. */
function resourcesOf(one: Deployable, stacks: AssemblyStacks): Resource[] {
  const { stack, artifact, file } = one;
  const own = readResources(stack, { file, region: artifact.region, tags: artifact.tags }).map((resource) => {
    const construct = resource.construct ?? artifact.constructs.get(resource.address.slice(stack.scope.prefix.length));
    return construct === undefined ? resource : { ...resource, construct };
  });
  const nested = own
    .filter(({ type }) => isNested(type))
    .flatMap(({ address, at, perhaps }) => {
      const inner = stacks.nestedIn(one, address.slice(stack.scope.prefix.length));
      if (inner === undefined) {
        stack.scope.work.report(
          at.pointer,
          'the template of this nested stack is not in the assembly, or cannot be read: it is not read',
        );
        return [];
      }
      // a stack that may not be deployed deploys what may not be
      const found = resourcesOf(inner, stacks);
      return perhaps === undefined ? found : found.map((resource) => ({ perhaps, ...resource }));
    });
  return [...own, ...nested];
}
