import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuditInput, audit } from '../../shared/audit/audit.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { approvalOf } from '../../shared/registry/lookup.ts';
import { type Remedies, remedies } from '../../shared/remedy/remedies.ts';
import { makeTrials } from '../../shared/remedy/trial.ts';
import { asset, whole } from '../audit/declarations.ts';
import { type JsonMap, merge } from '../audit/engine.ts';
import { type Pick, randomDeclaration } from '../audit/random-declaration.ts';
import { rounds, seed } from '../audit/rounds.ts';
import { allPacks, registry, setOf, words } from '../policy/fixture-packs.ts';
import { applied } from './apply.ts';

const policy = loadPolicy(allPacks, setOf(), words);
const read = declarationReader(policy.facts);
const inputOf = (posted: JsonMap, asOf = '2026-11-22'): AuditInput => ({
  ...read(JSON.stringify(posted), 'json'),
  registry,
  policy,
  asOf,
});
const remediesOf = (posted: JsonMap, asOf?: string): Remedies => remedies(inputOf(posted, asOf), posted);
const payments = (rest: JsonMap): JsonMap => ({
  ...whole,
  data: { ...Object(whole.data), payments: asset('user.financial.payment', { ...rest, ...ordinary }) },
});
const ordinary = { contexts: ['payment-message'], crossBorder: false };
const moves = ({ mends }: Remedies) => mends.map(({ at, from, to }) => `${at} ${from} -> ${to}`);

describe('where a placement that breaks a rule may go', () => {
  test.each<{ name: string; posted: JsonMap; want: string[] }>([
    { name: 'nothing is broken', posted: whole, want: [] },
    {
      name: 'to the nearest site of the same provider',
      posted: payments({ store: 'azure/westeurope' }),
      want: ['/data/payments/store/0 azure/westeurope -> azure/centralindia'],
    },
    {
      name: 'a copy goes where the original is not',
      posted: payments({
        store: 'aws/ap-south-1',
        replicate: 'aws/us-east-1',
      }),
      want: ['/data/payments/replicate/0 aws/us-east-1 -> aws/ap-south-2'],
    },
    {
      name: 'who opens it opens it from India',
      posted: payments({
        store: 'aws/ap-south-1',
        access: [{ at: 'PH', copyKept: false }],
      }),
      want: ['/data/payments/access/0 PH -> IN'],
    },
    {
      name: 'an approval that lapsed',
      posted: payments({ store: 'example/lapsed-1' }),
      want: [expect.stringMatching(/^\/data\/payments\/store\/0 example\/lapsed-1 -> /)],
    },
  ])('$name', ({ posted, want }) => {
    expect(moves(remediesOf(posted))).toEqual(want);
  });

  test('a second region in India meets the controls that demand a copy too', () => {
    const [mend] = remediesOf(
      payments({
        store: 'aws/ap-south-1',
        replicate: 'aws/us-east-1',
      }),
    ).mends;
    expect(mend?.alsoMeets).toContain('CKV_AWS_144');
    expect(mend?.mends).toEqual(
      expect.arrayContaining(['india-only/only-in-india', 'rbi-payment-data/stored-only-in-india']),
    );
  });

  test('what no place can mend is named', () => {
    const { verdict, remaining, patch } = remediesOf(merge(whole, { terms: { storedOnlyIn: ['SG'] } }));
    expect(patch).toEqual([]);
    expect(verdict).toBe('non-compliant');
    expect(remaining).toMatchObject([{ pack: 'india-only', rule: 'terms-say-so', outcome: 'fail' }]);
  });

  test('a line that is written twice is moved wherever it is written', () => {
    const posted = payments({ store: ['SG', 'aws/ap-south-1', 'SG'] });
    const { patch } = remediesOf(posted);
    expect(patch.map(({ path }) => path)).toEqual([0, 0, 2, 2].map((at) => `/data/payments/store/${at}`));
    expect(failures(audit(inputOf(applied(posted, patch))))).toEqual([]);
  });

  test('the patch is for the declaration as it was written, and for no other', () => {
    const posted = payments({ store: { at: 'SG' }, backup: ['US'] });
    const { patch } = remediesOf(posted);
    expect(patch.map(({ path }) => path)).toEqual([
      '/data/payments/backup/0',
      '/data/payments/backup/0',
      '/data/payments/store/at',
      '/data/payments/store/at',
    ]);
    expect(() => applied(whole, patch)).toThrow('another declaration');
  });
});

describe('what a hostile declaration costs', () => {
  test('public terms are searched only for the audits before and after', () => {
    const { evidence, ...input } = inputOf(payments({ store: 'SG', backup: 'SG', replicate: 'SG' }));
    let read = 0;
    const item = { kind: 'public-terms', sha256: 'f'.repeat(64), mediaType: 'text/plain' } as const;
    const counted = Object.defineProperty({ ...item, text: '' }, 'text', {
      enumerable: true,
      get: () => {
        read += 1;
        return 'Terms.';
      },
    });
    const terms = { quote: 'x', document: 'terms' };
    const documents = { terms: { kind: 'public-terms' as const, sha256: item.sha256 } };
    const declaration = { ...input.declaration, terms, documents };
    expect(remedies({ ...input, declaration, evidence: { ...evidence, terms: counted } }, {}).mends).toHaveLength(3);
    expect(read).toBe(2);
  });

  test('what was seen of other data is not judged again, and of what is at one place only one', () => {
    const placements = Array.from({ length: 500 }, (_, at) => ({
      resource: `r${at}`,
      asset: at % 2 === 0 ? 'payments' : 'other',
      activity: 'store' as const,
      place: 'SG',
      at: '',
    }));
    const seen = { kind: 'observed', certainty: 'configuration', sha256: 'f'.repeat(64), placements } as const;
    const input = { ...inputOf(payments({ store: 'SG' })), evidence: { seen } };
    const trials = makeTrials(input);
    trials.of({ asset: 'payments', activity: 'store', index: 0 });
    expect(trials.judged()).toBe(3);
  });

  test('placements beyond what is judged in one request are said to be untried', () => {
    const abroad = ['SG', 'US', 'GB', 'DE', 'FR', 'JP', 'CN', 'AU', 'BR', 'ZA'];
    const placements = Array.from({ length: 1_500 }, (_, at) => ({
      resource: `r${at}`,
      asset: 'payments',
      activity: 'store' as const,
      place: `somewhere ${at}`,
      at: '',
    }));
    const seen = { kind: 'observed', certainty: 'hint', sha256: 'f'.repeat(64), placements } as const;
    const posted = payments({ store: abroad, backup: abroad, replicate: abroad });
    expect(remedies(inputOf(posted), posted).untried).toBe(0);
    expect(remedies({ ...inputOf(posted), evidence: { seen } }, posted).untried).toBeGreaterThan(0);
  });
});

test(
  'all moves together give the verdict that was said, break nothing new, and go only to approved sites in India',
  () => {
    let moved = 0;
    void fc.assert(
      fc.property(fc.gen(), (g) => {
        const pick: Pick = (from) => g(fc.constantFrom, ...from);
        const { posted, asOf } = randomDeclaration(pick);
        const before = audit(inputOf(posted, asOf));
        const found = remediesOf(posted, asOf);
        const after = audit(inputOf(applied(posted, found.patch), asOf));
        expect(after.verdict).toBe(found.verdict);
        expect(failures(after).filter((one) => !failures(before).includes(one))).toEqual([]);
        for (const { to } of found.mends)
          expect(to === 'IN' || approvalOf(registry, 'approved-hosts', to, asOf).approved).toBe(true);
        if (found.verdict !== 'compliant') expect(found.remaining.length).toBeGreaterThan(0);
        moved += found.mends.length;
      }),
      { seed, numRuns: 60 * rounds },
    );
    expect(moved).toBeGreaterThan(50);
  },
  60_000 * rounds,
);

const failures = ({ packs }: ReturnType<typeof audit>) =>
  packs.flatMap(({ pack, findings }) =>
    findings.filter(({ outcome }) => outcome === 'fail').map(({ rule, at }) => `${pack}/${rule} ${at}`),
  );
