import type { Later } from '../resource.ts';
import { brief, type Found, later, nowhere } from './found.ts';
import { locate } from './location.ts';
import { follow } from './reference.ts';
import { type Derive, perText, type Scene } from './scene.ts';
import { hasGap, writtenText } from './written-text.ts';

/** `arn:…:inference-profile/global.vendor.model`, `apac.vendor.model`, `us.guardrail.v1:0`, `vendor.model`. */
const bedrock =
  /^(?:arn:[a-z-]+:bedrock:([a-z0-9-]*):[^:]*:(inference-profile|application-inference-profile|foundation-model|guardrail-profile)\/)?(?:(in|apac|us|eu|jp|au|ca|us-gov|global)\.)?([a-z0-9-]+\.[a-z0-9]\S*|\S+)$/i;

/** Names that only models of Bedrock begin with; a word before a dot is not a route. */
const vendors =
  /^(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|nvidia|openai|qwen|stability|twelvelabs|writer|guardrail)\./i;

/** Where a model named like this runs: the prefix decides, whatever region calls it. */
export function modelPlace(text: string, { registry, own }: Scene): Found | undefined {
  const match = text.length > 2_000 ? null : bedrock.exec(text.trim());
  if (match === null) return undefined;
  const [, region, kind, prefix, model] = match;
  if (kind === 'application-inference-profile')
    return nowhere('aws', `\`${brief(text)}\` is a profile of the account: what it copies is not shown`);
  if (kind === undefined && !vendors.test(model ?? '')) return undefined;
  if (prefix !== undefined) {
    const found = locate(registry, 'aws', `bedrock.${prefix.toLowerCase()}`);
    return {
      ...found,
      because: `is the route \`${prefix.toLowerCase()}.\` of \`${brief(text)}\`, whatever region calls it`,
    };
  }
  if (region !== undefined && hasGap(region)) return undefined;
  if (region !== undefined && region !== '')
    return { ...locate(registry, 'aws', region), because: `is the region that \`${brief(text)}\` names` };
  return { ...own, because: `is the calling region: \`${brief(text)}\` has no prefix` };
}

/** Azure routes by the name of the SKU. */
function skuPlace(sku: string, { own, registry }: Scene): Found {
  const name = sku.toLowerCase();
  if (name.startsWith('global'))
    return { ...locate(registry, 'azure', 'global'), because: `is any region: \`${brief(sku)}\`` };
  if (name.startsWith('datazone'))
    return nowhere('azure', `\`${brief(sku)}\` runs in the data zone of the US or of the EU`);
  if (name === 'standard' || name === 'provisionedmanaged')
    return { ...own, because: `is the region of the account: \`${brief(sku)}\`` };
  return nowhere('azure', `\`${brief(sku)}\` is not a known kind of deployment`);
}

/** R12: a model, and the regions that may answer for it. */
export const byModel: Derive = (spotted, scene) =>
  perText(spotted, (value) => {
    const text = writtenText(value);
    if (scene.provider === 'azure') return [text === undefined ? laterOf(value, scene) : skuPlace(text, scene)];
    const found = text === undefined ? undefined : modelPlace(text, scene);
    return [found ?? laterOf(value, scene)];
  });

function laterOf(value: string | Later, scene: Scene): Found {
  if (typeof value === 'string') return nowhere(scene.provider, `\`${brief(value)}\` is not a known model`);
  const there = follow(value, scene);
  // where a profile or a model of this deployment stands is not where it runs
  return there.sure ? { ...there, sure: false } : later(scene.provider, value);
}
