/**
 * Why a sentence of the terms was picked: it names a place abroad, or speaks of one without a name (`elsewhere`); it
 * takes back what others say, or says what they mean (`meaning`); it speaks of another text of the terms (`version`);
 * it mixes alphabets, so that a name may be written in letters that only look like its own (`letters`).
 */
export const whys = ['country', 'city', 'region', 'site', 'elsewhere', 'meaning', 'version', 'letters'] as const;
export type Why = (typeof whys)[number];
