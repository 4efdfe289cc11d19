/** What public terms may be written in. */
export const termsMediaTypes = ['text/plain', 'text/markdown', 'text/html'] as const;
export type TermsMediaType = (typeof termsMediaTypes)[number];
