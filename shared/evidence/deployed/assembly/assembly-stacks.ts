import { limits } from '../../../declaration/limits.ts';
import { formatPointer } from '../../../declaration/pointer.ts';
import type { Given } from '../cloudformation/parameters.ts';
import { member, members, text } from '../cloudformation/raw.ts';
import { problemsOf } from '../cloudformation/read-template.ts';
import { resolve } from '../cloudformation/resolve.ts';
import { below } from '../cloudformation/scope.ts';
import { atPointer, makeStack, type Stack } from '../cloudformation/stack.ts';
import { Joined, Later, type Value } from '../resource.ts';
import type { Documents } from './documents.ts';
import { Exchange } from './exchange.ts';
import { pathWithin } from './folder.ts';
import type { Assembly, StackArtifact } from './manifest.ts';

/** A stack that the assembly deploys, by itself or nested in another. */
export type Deployable = {
  readonly artifact: StackArtifact;
  readonly file: string;
  readonly stack: Stack;
  /** Templates that it is nested in, its own included: one that nests itself would never end. */
  readonly chain: readonly string[];
};

/** How much template text is read for stacks in all: one template may be deployed by many stacks. */
const mostText = 200_000_000;

type Making = Pick<Deployable, 'artifact' | 'file' | 'chain'> & { readonly prefix: string; readonly given: Given };

/** All stacks of an assembly. What one asks of another is answered when it is asked, so that order does not matter. */
export class AssemblyStacks {
  roots: readonly Deployable[] = [];
  readonly #assembly: Assembly;
  readonly #documents: Documents;
  readonly #nested = new Map<Stack, Map<string, Deployable | undefined>>();
  readonly #exchange: Exchange;
  #text = 0;

  constructor(assembly: Assembly, documents: Documents) {
    this.#assembly = assembly;
    this.#documents = documents;
    this.#exchange = new Exchange(() => this.roots);
    const named = Map.groupBy(assembly.stacks, ({ id }) => id);
    this.roots = assembly.stacks.flatMap((artifact) => {
      const { id, folder } = artifact;
      // ids hold the stage's name, so that they are equal only in an assembly that somebody put together by hand
      const name = folder !== '' && (named.get(id)?.length ?? 0) > 1 ? `${folder}/${id}` : id;
      const { templateFile: file, parameters } = artifact;
      const given = new Map(Object.entries(parameters));
      const made = this.#make({ artifact, file, chain: [file], prefix: `${name}/`, given });
      if (made === undefined) this.#reportMissing(artifact);
      return made ?? [];
    });
  }

  /** The stack that a resource of another deploys, if its template is in the assembly. */
  nestedIn(parent: Deployable, logicalId: string): Deployable | undefined {
    const known = this.#nested.get(parent.stack) ?? new Map<string, Deployable | undefined>();
    this.#nested.set(parent.stack, known);
    if (!known.has(logicalId)) {
      // until it is made it is not there: two that need each other's outputs cannot be deployed
      known.set(logicalId, undefined);
      known.set(logicalId, this.#nest(parent, logicalId));
    }
    return known.get(logicalId);
  }

  #nest({ artifact, stack, chain }: Deployable, logicalId: string): Deployable | undefined {
    const written = stack.resources.get(logicalId);
    const at = written && atPointer(written.pointer);
    if (at === undefined) return undefined;
    const properties = member(written?.raw, 'Properties');
    const url = resolve(member(properties, 'TemplateURL') ?? null, stack.scope, below(at, 'Properties'));
    const file = this.#assetOf(member(written?.raw, 'Metadata'), artifact.folder) ?? this.#uploaded(url);
    if (file === undefined || chain.includes(file)) return undefined;
    const given = new Map<string, Value>();
    for (const [name, raw] of members(member(properties, 'Parameters'))) {
      const value = resolve(raw, stack.scope, below(at, name));
      if (value !== undefined) given.set(name, value);
    }
    return this.#make({ artifact, file, chain: [...chain, file], prefix: `${stack.scope.prefix}${logicalId}/`, given });
  }

  #assetOf(metadata: unknown, folder: string): string | undefined {
    const path = text(member(metadata, 'aws:asset:path'));
    return path === undefined ? undefined : pathWithin(folder, path);
  }

  /** By the name that it is uploaded under, which is the end of its address. */
  #uploaded(url: Value | undefined): string | undefined {
    const end = url instanceof Joined ? url.parts.at(-1) : url;
    const name = typeof end === 'string' ? /([^/]+)$/.exec(end)?.[1] : undefined;
    return name === undefined ? undefined : this.#assembly.uploads.get(name);
  }

  #make({ artifact, file, chain, prefix, given }: Making): Deployable | undefined {
    const document = this.#documents.read(file);
    if (document === undefined || this.#text > mostText) return undefined;
    const { tree, work, length } = document;
    this.#text += length;
    work.grant(length);
    for (const { pointer, because } of problemsOf(tree, true)) work.report(pointer, because);
    const { region, account } = artifact;
    const stackName =
      chain.length === 1 ? artifact.stackName : new Later('a nested stack is named when it is deployed');
    const template = { root: tree.raw, deployed: { region, account, stackName }, given, prefix, work };
    const stack: Stack = makeStack(template, {
      attribute: (logicalId, attribute) => this.#attribute(one, logicalId, attribute),
      imported: (name) => this.#exchange.exported(artifact.environment, name),
      stackOutput: (name, output, region) => this.#exchange.output(artifact, { name, output, region }),
    });
    const one: Deployable = { artifact, file, stack, chain };
    return one;
  }

  #attribute(one: Deployable, logicalId: string, attribute: string): Value | undefined {
    const type = text(member(one.stack.resources.get(logicalId)?.raw, 'Type'));
    if (type === 'Custom::CrossRegionExportReader') return this.#exchange.written(one.artifact.region, attribute);
    if (type !== 'AWS::CloudFormation::Stack' || !attribute.startsWith('Outputs.')) return undefined;
    const inner = this.nestedIn(one, logicalId);
    return inner && this.#exchange.outputOf(inner.stack, attribute.slice('Outputs.'.length));
  }

  #reportMissing({ id, folder, templateFile }: StackArtifact): void {
    const manifest = this.#documents.read(pathWithin(folder, 'manifest.json') ?? 'manifest.json');
    const pointer = formatPointer(['artifacts', id, 'properties', 'templateFile']);
    manifest?.work.report(
      pointer,
      `there is no \`${templateFile}\` in the assembly, or none that can be read (UTF-8, at most ${limits.evidenceBytes / 1_000_000} MB): this stack is not read`,
    );
  }
}
