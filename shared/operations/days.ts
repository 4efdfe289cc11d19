const day = 24 * 60 * 60 * 1000;

/** The first instant of a day in India (UTC+05:30 all year round): ISO 8601, milliseconds, Z. */
export const startOfDay = (date: string): string => new Date(`${date}T00:00:00.000+05:30`).toISOString();

/** The first instant after a day in India. */
export const endOfDay = (date: string): string => new Date(Date.parse(startOfDay(date)) + day).toISOString();

/** The last instant of a day in India, as far as we tell instants apart. */
export const lastOfDay = (date: string): string => new Date(Date.parse(endOfDay(date)) - 1).toISOString();
