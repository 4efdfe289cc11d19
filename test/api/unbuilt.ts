/** Operations that answer nothing yet. */
export const unbuilt: readonly string[] = ['listSites', 'getSite', 'listPacks', 'getPack', 'getRules'];
