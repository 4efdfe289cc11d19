import type { Later, Platform } from '../resource.ts';
import { shownText } from './written-text.ts';

/** A place that was found, or words of a place that is not known. */
export type Found = {
  readonly place: string;
  /** Whether it is a place that the registry lists, and was read and not supposed. */
  readonly sure: boolean;
  /** How it is known, as the end of a sentence: "is the region `us-east-1`". */
  readonly because: string;
};

const providers = {
  cloudformation: 'aws',
  'terraform-aws': 'aws',
  'terraform-azurerm': 'azure',
  'terraform-google': 'gcp',
} as const satisfies Record<Platform, string>;

export type Provider = (typeof providers)[Platform];

/** The cloud whose regions a vocabulary names, as the registry spells it. */
export const providerOf = (platform: Platform): Provider => providers[platform];

/** What the template chose is shown, but not at any length. */
export const brief = (text: string): string => {
  const shown = shownText(text);
  return shown.length > 120 ? `${shown.slice(0, 120)}…` : shown;
};

/** A place that nobody knows: words, which are nowhere. */
export function nowhere(provider: Provider, why: string): Found {
  return { place: `${provider}: unknown region (${brief(why)})`, sure: false, because: `is not known: ${brief(why)}` };
}

export const later = (provider: Provider, value: Later): Found => nowhere(provider, value.why);
