import { Later } from '../resource.ts';
import { brief, later, nowhere } from './found.ts';
import { type Derive, perText } from './scene.ts';

/** Names that services use for countries whose ISO name differs. */
const alsoCalled: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states': 'US',
  uk: 'GB',
  uae: 'AE',
  korea: 'KR',
};

/** R14: a geography by name. A country is itself; `Asia Pacific` is words, and nowhere. */
export const byGeography: Derive = (spotted, { registry, provider }) =>
  perText(spotted, (value) => {
    if (value instanceof Later) return [later(provider, value)];
    const name = value.trim().toLowerCase().replaceAll('_', ' ');
    const called = Object.hasOwn(alsoCalled, name) ? alsoCalled[name] : undefined;
    const code = called ?? [...registry.countries].find(([, title]) => title.toLowerCase() === name)?.[0];
    if (code === undefined) return [nowhere(provider, `\`${brief(value)}\` is not one country`)];
    return [{ place: code, sure: true, because: `is \`${brief(value)}\`` }];
  });
