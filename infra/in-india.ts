import { Annotations, CfnResource, type IAspect, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { indianRegions } from '../shared/registry/indian-regions.ts';
import { placesIn, textOf } from './places.ts';

/**
 * Fails the synthesis when anything of the service could leave India: Nivas passes its own audit.
 *
 * Looks at each stack's region, and at whatever a resource's finished properties say about another one: a replica's
 * region, an ARN with a region in it (log and stream destinations), a bucket that objects are replicated to.
 * A region that is not known before deployment is an error too: "could not tell" must not deploy.
 */
export class InIndia implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof Stack) this.#checkStack(node);
    if (CfnResource.isCfnResource(node)) this.#checkResource(node);
  }

  #checkStack(stack: Stack): void {
    if (Token.isUnresolved(stack.region))
      refuse(stack, 'its region is not known before deployment', 'give the stack a literal `env.region`');
    else if (!indianRegions.has(stack.region))
      refuse(stack, `region \`${stack.region}\` is not in India`, 'deploy it to one of these');
  }

  #checkResource(resource: CfnResource): void {
    const stack = Stack.of(resource);
    // The finished form, so that an override by `addPropertyOverride` is seen as well.
    const properties: unknown = stack.resolve(resource._toCloudFormation());
    for (const place of placesIn(properties, stack.region)) {
      if (place.kind === 'bucket') checkBucket(resource, place.name);
      else if (place.region === stack.region)
        continue; // The stack has been told already.
      else if (place.region === undefined)
        refuse(resource, `the region in \`${place.path}\` is not known before deployment`, 'write a literal region');
      else if (!indianRegions.has(place.region))
        refuse(
          resource,
          `\`${place.path}\` leads to \`${place.region}\`, outside India`,
          'name a place in one of these',
        );
    }
  }
}

/** A bucket's ARN names no region, so a bucket named by hand must be one of this app, whose stack is checked itself. */
function checkBucket(resource: CfnResource, name: string): void {
  const made = resource.node.root.node.findAll().some((node) => isBucketNamed(node, name));
  if (!made)
    refuse(
      resource,
      `objects are copied to bucket \`${name}\`, and where it is cannot be told`,
      'make it in this app in',
    );
}

function isBucketNamed(node: IConstruct, name: string): boolean {
  if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== 'AWS::S3::Bucket') return false;
  const stack = Stack.of(node);
  return textOf(stack.resolve(Reflect.get(node, 'bucketName')), stack.region) === name;
}

function refuse(node: IConstruct, problem: string, remedy: string): void {
  Annotations.of(node).addError(
    `\`${node.node.path}\`: ${problem}; ${remedy}: ${[...indianRegions].sort().join(', ')}`,
  );
}
