import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Audit } from '../../shared/audit/finding.ts';
import { sha256 } from '../../shared/canonical.ts';
import { newFolder, typed, written } from './terminal.ts';

const terms = 'Data is stored only in India.\n';

/** A declaration whose terms stand in a file. */
const declaring = (file: string, more = '') => `application: X
evidence:
  terms: { kind: public-terms, file: ${JSON.stringify(file)}${more} }
`;

async function evidenceOf(folder: string, file: string, more = '') {
  const run = await typed('check', await written(declaring(file, more), 'residency.yaml', folder), '--json');
  return { ...run, evidence: run.out === '' ? [] : Audit.parse(JSON.parse(run.out)).coverage.evidence };
}

describe('terms in a file', () => {
  test.each(['terms.txt', './terms.txt', 'inner/terms.md', 'inner/terms.html'])(
    '%s is read from the folder of the declaration',
    async (file) => {
      const folder = await newFolder();
      await mkdir(join(folder, 'inner'));
      await written(terms, file, folder);
      const { evidence } = await evidenceOf(folder, file);
      expect(evidence).toEqual([{ kind: 'public-terms', sha256: sha256(terms) }]);
    },
  );

  test('that are a page are read as one', async () => {
    const quote = 'All your data is stored only in India.';
    const page = '<p>All your data is <b>stored</b> only in&nbsp;India.</p>';
    const folder = await newFolder();
    await written(page, 'terms.html', folder);
    const declared = `${declaring('terms.html')}documents: { terms: { kind: public-terms, sha256: ${sha256(page)} } }
terms: { document: terms, storedOnlyIn: [IN], quote: ${quote} }\n`;
    const run = await typed('check', await written(declared, 'residency.yaml', folder), '--json');
    expect(Audit.parse(JSON.parse(run.out)).terms).toMatchObject({ quote: { line: 1, column: 4 }, sentences: [] });
  });

  test('have the digest of the file, byte for byte', async () => {
    const folder = await newFolder();
    const bytes = new TextEncoder().encode(`\ufeffभारत only\r\n`);
    await written(bytes, 'terms.txt', folder);
    expect((await evidenceOf(folder, 'terms.txt')).evidence).toMatchObject([{ sha256: sha256(bytes) }]);
  });

  test('under another digest than their own are refused, at the line of the digest', async () => {
    const folder = await newFolder();
    await written(terms, 'terms.txt', folder);
    const { status, err } = await evidenceOf(folder, 'terms.txt', `, sha256: ${'a'.repeat(64)}`);
    expect(status).toBe(1);
    expect(err).toMatch(new RegExp(`residency\\.yaml:3:\\d+ the text has the digest \`${sha256(terms)}\``));
  });

  test('may be a link that stays in the folder', async () => {
    const folder = await newFolder();
    await written(terms, 'real.txt', folder);
    await symlink('real.txt', join(folder, 'terms.txt'));
    expect((await evidenceOf(folder, 'terms.txt')).evidence).toHaveLength(1);
  });
});

describe('a path that leads elsewhere', () => {
  test.each([
    { file: '../secret.txt', want: /leads out of/ },
    { file: 'inner/../../secret.txt', want: /leads out of/ },
    { file: '..\\secret.txt', want: /leads out of/ },
    { file: '/etc/hostname', want: /leads out of/ },
    { file: 'link.txt', want: /leads out of/ },
    { file: 'linked/secret.txt', want: /leads out of/ },
    { file: '.', want: /leads out of|is not a file/ },
    { file: 'inner', want: /is not a file/ },
    { file: 'absent.txt', want: /cannot be read/ },
    { file: '', want: /leads out of|is not a file/ },
    { file: 'bytes.bin', want: /is not UTF-8/ },
    { file: 'nul\0.txt', want: /cannot be read/ },
  ])('$file is refused at its line', async ({ file, want }) => {
    const folder = join(await newFolder(), 'declared');
    await mkdir(join(folder, 'inner'), { recursive: true });
    await written(terms, 'secret.txt', dirname(folder));
    await written(Uint8Array.of(0xff, 0xfe, 0x00), 'bytes.bin', folder);
    await symlink('../secret.txt', join(folder, 'link.txt'));
    await symlink('..', join(folder, 'linked'));
    const { status, err, out } = await evidenceOf(folder, file);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/residency\.yaml:3:32 /);
    expect(err).toMatch(want);
    expect(err).not.toContain('Data is stored');
  });

  test('a sibling folder whose name begins alike is not inside', async () => {
    const folder = join(await newFolder(), 'declared');
    await mkdir(folder);
    await mkdir(`${folder}-not`);
    await written(terms, 'secret.txt', `${folder}-not`);
    await symlink('../declared-not/secret.txt', join(folder, 'terms.txt'));
    expect((await evidenceOf(folder, 'terms.txt')).err).toMatch(/leads out of/);
  });
});

describe('evidence that is written otherwise', () => {
  test.each([
    { more: `file: terms.txt, text: "x"`, want: /`file` and `text`/ },
    { more: `file: [terms.txt]`, want: /expected the name of a file/ },
    { more: `fil: terms.txt`, want: /`fil` is not a field/ },
  ])('$more', async ({ more, want }) => {
    const file = await written(`application: X\nevidence: { terms: { kind: public-terms, ${more} } }\n`);
    expect((await typed('check', file)).err).toMatch(want);
  });

  test('an observation takes no file', async () => {
    const file = await written('application: X\nevidence: { plan: { kind: observed, file: plan.json } }\n');
    expect(await typed('check', file)).toMatchObject({
      status: 1,
      err: expect.stringMatching(/`file` is not a field/),
    });
  });
});
