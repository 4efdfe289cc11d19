import pairs from './azure-pairs.json' with { type: 'json' };

const known = new Map<string, readonly string[]>(Object.entries(pairs));

/**
 * The regions that Azure pairs with one, for redundancy over two; empty where no pair is known. Every Indian region is
 * paired inside India. Source: Azure/terraform-azurerm-avm-utl-regions, `az account list-locations`, 2026-03-12.
 */
export const pairsOf = (region: string): readonly string[] => known.get(region) ?? [];
