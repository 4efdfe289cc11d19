import { stat } from 'node:fs/promises';
import { sha256 } from '../../shared/canonical.ts';
import { limits } from '../../shared/declaration/limits.ts';
import type { Format } from '../../shared/declaration/source.ts';
import { member, members } from '../../shared/evidence/deployed/cloudformation/raw.ts';
import { readTemplate } from '../../shared/evidence/deployed/cloudformation/read-template.ts';
import { parseTree } from '../../shared/evidence/deployed/cloudformation/template-text.ts';
import { makeLocate } from '../../shared/evidence/deployed/locate.ts';
import type { LocateSpot } from '../../shared/evidence/deployed/looked-at.ts';
import type { Deployment, Unread } from '../../shared/evidence/deployed/resource.ts';
import { oversized } from '../../shared/evidence/deployed/terraform/plan-text.ts';
import { readPlan } from '../../shared/evidence/deployed/terraform/read-plan.ts';
import { assemblyIn } from './assembly-folder.ts';
import { bytesWithin, utf8Text } from './read-text.ts';
import { isMap } from './terms-file.ts';

/**
 * What a template, an assembly or a plan deploys, the SHA-256 of what was read, in hex, which for a file that is too
 * large is that of nothing, and where things stand in it.
 */
export type DeployedFile = {
  readonly deployment: Deployment;
  readonly sha256: string;
  readonly locate: LocateSpot;
  /** The names of a template's parameters; an assembly and a plan have their values in them. */
  readonly parameters: () => readonly string[];
};

const nowhere = { locate: () => undefined, parameters: () => [] };

/** Where it is deployed, for what does not say so itself. */
export type Where = {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Of templates, by name. An assembly has its own. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
};

/**
 * Reads what is deployed: a folder that `cdk synth` wrote, what `terraform show -json` printed, or a CloudFormation or
 * SAM template. `name` is how answers call it. Throws `request_invalid` for a file that is not there; what is wrong
 * with one is in `unread`.
 */
export async function readDeployed(
  path: string,
  name: string,
  { region, account, parameters = {} }: Where,
): Promise<DeployedFile> {
  const where = { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
  const about = await stat(path).catch(() => undefined);
  if (about?.isDirectory()) return { ...assemblyIn(path, name, where), ...nowhere };
  const bytes = await bytesWithin(path, limits.evidenceBytes);
  if (bytes === undefined) return unreadFile(tooLarge(name), sha256(''));
  const options = { file: name, ...where };
  const digest = sha256(bytes);
  // a plan has no lines that anybody wrote: people look for the address
  if (isPlan(bytes)) return { deployment: readPlan(bytes, options), sha256: digest, ...nowhere };
  const text = utf8Text(bytes);
  if (text === undefined) return unreadFile(notText(name), digest);
  const locate = makeLocate(text, formatOf(text));
  return {
    deployment: readTemplate(text, { ...options, parameters }),
    sha256: digest,
    locate: ({ pointer }) => locate(pointer),
    parameters: () => members(member(parseTree(text, undefined, name).raw, 'Parameters')).map(([key]) => key),
  };
}

/** One file of which nothing was read; the others are. */
const unreadFile = (unread: Unread, digest: string): DeployedFile => ({
  deployment: { resources: [], unread: [unread] },
  sha256: digest,
  ...nowhere,
});

/**
 * Whether a file is a template: `Resources` stands at its top. One that cannot be parsed is one if a line of it says so,
 * and so is one of which no line can be read: its reader tells what is wrong.
 */
export function isTemplate(bytes: Uint8Array, name: string): boolean {
  const text = utf8Text(bytes);
  if (text === undefined) return true;
  const { raw, problems } = parseTree(text, undefined, name);
  if (isMap(raw) && Object.hasOwn(raw, 'Resources')) return true;
  return problems.length > 0 && /(?:^|[{,])\s*["']?Resources["']?\s*:/m.test(text);
}

const notText = (file: string): Unread => ({ file, pointer: '', because: 'it is not UTF-8 text: save it as UTF-8' });

const tooLarge = (file: string): Unread => ({
  file,
  pointer: '',
  because: `it has more than ${limits.evidenceBytes / 1_000_000} MB, which is the most that is read: give its stacks or modules apart`,
});

const formatOf = (text: string): Format => (/^\s*\{/.test(text) ? 'json' : 'yaml');

/** A plan says so at its top; so do its binary form and PowerShell's encoding, of which its reader knows what to say. */
export function isPlan(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const zip = first === 0x50 && second === 0x4b;
  const utf16 = first === 0xff || first === 0xfe || first === 0 || second === 0;
  if (zip || utf16) return true;
  const text = new TextDecoder().decode(bytes);
  if (!/^\s*\{/.test(text)) return false;
  // parsing would cost the memory that its reader refuses to spend
  if (oversized(text) !== undefined) return true;
  try {
    const raw: unknown = JSON.parse(text);
    return (
      isMap(raw) && ['format_version', 'planned_values', 'resource_changes'].some((key) => Object.hasOwn(raw, key))
    );
  } catch {
    return false;
  }
}
