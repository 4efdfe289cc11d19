import { formatPointer } from '../../../declaration/pointer.ts';
import { isMap, member, members, text } from '../cloudformation/raw.ts';
import { Later } from '../resource.ts';
import type { Document, Documents } from './documents.ts';
import { pathWithin } from './folder.ts';

/** One stack of an assembly, as its manifest describes it. */
export type StackArtifact = {
  readonly id: string;
  readonly folder: string;
  readonly templateFile: string;
  /** `aws://account/region`: stacks with equal ones see each other's exports. */
  readonly environment: string;
  readonly account: string | Later;
  readonly region: string | Later;
  readonly stackName: string;
  readonly tags: { readonly [key: string]: string };
  readonly parameters: { readonly [name: string]: string };
  /** Construct paths by logical id, where templates do not have them. */
  readonly constructs: ReadonlyMap<string, string>;
};

/** What an assembly and those nested in it consist of. */
export type Assembly = {
  readonly stacks: StackArtifact[];
  /** Files of the assembly by the name that they are uploaded under: nested templates are found so. */
  readonly uploads: Map<string, string>;
};

/** For stacks whose manifest says `unknown-region` or `unknown-account`. */
export type AssemblyOptions = { readonly region?: string; readonly account?: string };

type Reading = {
  readonly options: AssemblyOptions;
  readonly documents: Documents;
  readonly assembly: Assembly;
  readonly seen: Set<string>;
};

/** Artifacts that deploy nothing. */
const harmless = new Set([
  'none',
  'cdk:tree',
  'cdk:feature-flag-report',
  'cdk:integ-manifest',
  'cdk:validation-report',
]);

/**
 * Everything that `manifest.json` names, stages included. The schema's major version grows with every release of the
 * CDK and its artifacts stay: https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 */
export function readManifests(documents: Documents, options: AssemblyOptions): Assembly {
  const reading: Reading = { options, documents, assembly: { stacks: [], uploads: new Map() }, seen: new Set() };
  readManifest('', reading);
  return reading.assembly;
}

function readManifest(folder: string, reading: Reading): boolean {
  const file = pathWithin(folder, 'manifest.json') ?? 'manifest.json';
  if (reading.seen.has(file)) return true;
  reading.seen.add(file);
  const document = reading.documents.read(file);
  if (document === undefined) return false;
  const { raw } = document.tree;
  if (!isMap(raw)) return true;
  if (!/^\d+\./.test(text(member(raw, 'version')) ?? ''))
    document.work.report('/version', 'a manifest of the CDK has a `version`, such as "54.0.0", and this has none');
  if (!isMap(member(raw, 'artifacts')))
    document.work.report('', 'a manifest has a map of `artifacts`, and this has none: nothing of it is read');
  for (const [id, artifact] of members(member(raw, 'artifacts')))
    readArtifact({ id, artifact, folder, document }, reading);
  return true;
}

type Artifact = {
  readonly id: string;
  readonly artifact: unknown;
  readonly folder: string;
  readonly document: Document;
};

function readArtifact(one: Artifact, reading: Reading): void {
  const { id, artifact, folder, document } = one;
  const report = (because: string, ...path: string[]) =>
    document.work.report(formatPointer(['artifacts', id, ...path]), because);
  const type = text(member(artifact, 'type'));
  const properties = member(artifact, 'properties');
  if (type === 'aws:cloudformation:stack') {
    const stack = stackOf(one, reading);
    if (typeof stack === 'string') report(stack, 'properties', 'templateFile');
    else reading.assembly.stacks.push(stack);
  } else if (type === 'cdk:cloud-assembly') {
    const name = text(member(properties, 'directoryName')) ?? '';
    const inner = pathWithin(folder, name);
    if (inner === undefined)
      report(`\`${name.slice(0, 200)}\` is no folder of this assembly: it is not read`, 'properties', 'directoryName');
    else if (!readManifest(inner, reading)) report(`there is no \`${inner}/manifest.json\`: this stage is not read`);
  } else if (type === 'cdk:asset-manifest') {
    readUploads(folder, text(member(properties, 'file')), reading);
  } else if (type === undefined || !harmless.has(type)) {
    report(`artifacts of type \`${String(type).slice(0, 80)}\` are not read: whether it deploys anything is not known`);
  }
}

function stackOf({ id, artifact, folder }: Artifact, { documents, options }: Reading): StackArtifact | string {
  const properties = member(artifact, 'properties');
  const name = text(member(properties, 'templateFile'));
  const templateFile = pathWithin(folder, name ?? '');
  if (templateFile === undefined)
    return `\`${String(name).slice(0, 200)}\` is no file of this assembly: it is not read`;
  const environment = text(member(artifact, 'environment')) ?? '';
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  const known = (part: string | undefined, what: 'account' | 'region') =>
    part === undefined || part.startsWith('unknown-')
      ? (options[what] ??
        new Later(
          `the stack \`${id}\` names no ${what}: give it an \`env\`, or say where it is deployed (\`--${what}\`)`,
        ))
      : part;
  const metadata = text(member(artifact, 'additionalMetadataFile'));
  const extra = metadata === undefined ? undefined : pathWithin(folder, metadata);
  return {
    id,
    folder,
    templateFile,
    environment,
    account: known(account, 'account'),
    region: known(region, 'region'),
    stackName: text(member(properties, 'stackName')) ?? id,
    tags: textsOf(member(properties, 'tags')),
    parameters: textsOf(member(properties, 'parameters')),
    constructs: new Map([
      ...constructsOf(member(artifact, 'metadata')),
      ...constructsOf(extra === undefined ? undefined : documents.read(extra)?.tree.raw),
    ]),
  };
}

const textsOf = (raw: unknown): { readonly [key: string]: string } =>
  Object.fromEntries(members(raw).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));

/** Metadata by construct path: one entry of it is the logical id that the construct was given. */
const constructsOf = (metadata: unknown): [string, string][] =>
  members(metadata).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry: unknown): [string, string][] => {
      const id = member(entry, 'type') === 'aws:cdk:logicalId' ? text(member(entry, 'data')) : undefined;
      return id === undefined ? [] : [[id, path.replace(/^\//, '')]];
    }),
  );

function readUploads(folder: string, name: string | undefined, { documents, assembly }: Reading): void {
  const file = pathWithin(folder, name ?? '');
  const document = file === undefined ? undefined : documents.read(file);
  for (const [, asset] of members(member(document?.tree.raw, 'files'))) {
    const path = pathWithin(folder, text(member(member(asset, 'source'), 'path')) ?? '');
    if (path === undefined) continue;
    for (const [, destination] of members(member(asset, 'destinations'))) {
      const key = text(member(destination, 'objectKey'));
      if (key !== undefined) assembly.uploads.set(key, path);
    }
  }
}
