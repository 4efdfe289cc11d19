import { boundTerms } from '../../../shared/audit/terms.ts';
import { sha256 } from '../../../shared/canonical.ts';
import type { TermsMediaType } from '../../../shared/evidence/terms/media-type.ts';
import { releaseRulebook } from '../../../shared/policy/release.ts';

const { registry } = releaseRulebook();

/** What an audit makes of public terms: `true`, `false` or `unknown`, and what it shows of them. */
export function weighed(text: string, quote: string, mediaType: TermsMediaType = 'text/plain') {
  const digest = sha256(text);
  const { it, found, against } = boundTerms(
    {
      application: 'X',
      terms: { storedOnlyIn: ['IN'], quote, document: 'terms' },
      documents: { terms: { kind: 'public-terms', sha256: digest } },
    },
    { terms: { kind: 'public-terms', sha256: digest, mediaType, text } },
    registry.abroad,
  );
  return { says: typeof it.quoted === 'boolean' ? it.quoted : ('unknown' as const), found, against, it };
}
