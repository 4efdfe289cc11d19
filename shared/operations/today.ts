const offset = 5.5 * 60 * 60 * 1000;

/** The date in India at this moment. Law begins at 00:00 Asia/Kolkata, which is UTC+05:30 all year round. */
export const todayInIndia = (now: Date): string => new Date(now.getTime() + offset).toISOString().slice(0, 10);
