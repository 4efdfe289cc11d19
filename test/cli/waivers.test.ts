import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Audit } from '../../shared/audit/finding.ts';
import { typed, written } from './terminal.ts';

const declared = async () =>
  written(
    (await readFile('examples/short-video-after/residency.yaml', 'utf8'))
      .replace('store: { at: yotta/nm1, by: yotta }', 'store: aws/us-east-1')
      .replace(/evidence:[\s\S]*$/, ''),
  );

const audited = async (...args: string[]) =>
  Audit.loose().parse(JSON.parse((await typed('check', ...args, '--json')).out));

/** A file that waives whatever fails, but for what is left out. */
async function waivers(file: string, leave: (rule: string) => boolean = () => false): Promise<string> {
  const { packs } = await audited(file);
  const all = packs.flatMap(({ pack, version, findings }) =>
    findings
      .filter(({ outcome, rule }) => outcome === 'fail' && !leave(rule))
      .map(({ rule, subject }) => ({
        rule: `${pack}/${rule}`,
        version,
        subject,
        because: 'moved in December',
        by: 'Asha Rao',
        from: '2026-11-01',
        until: '2026-12-31',
      })),
  );
  return written(JSON.stringify({ waivers: all }), 'waivers.json');
}

describe('check --waivers', () => {
  test('ends with 4 where all that is broken is waived, and the audit is the same to the digest', async () => {
    const file = await declared();
    const given = ['--waivers', await waivers(file), '--allow-unknown'];
    const { status, out } = await typed('check', file, ...given);
    expect(status).toBe(4);
    expect(out).toContain('NON-COMPLIANT');
    expect(out).toContain('waived by Asha Rao until 2026-12-31: moved in December');
    const { digest, verdict } = await audited(file);
    expect(await audited(file, ...given)).toMatchObject({ digest, verdict });
  });

  test('ends with 2 where one failure is not', async () => {
    const file = await declared();
    const { status, out } = await typed(
      'check',
      file,
      '--waivers',
      await waivers(file, (rule) => rule === 'only-in-india'),
    );
    expect(status).toBe(2);
    expect(out).toMatch(/1 of 2 failures is waived\. The verdict stands\./);
  });

  test('every form says who answers, and what stands', async () => {
    const file = await declared();
    const given = ['--waivers', await waivers(file), '--allow-unknown'];
    for (const form of ['text', 'sarif', 'junit', 'markdown', 'github']) {
      const { out, status } = await typed('check', file, ...given, '--format', form);
      expect(status).toBe(4);
      expect(out.replaceAll('\\', '')).toContain('waived by Asha Rao until 2026-12-31');
      expect(out).toContain('The verdict stands');
    }
    const json: unknown = JSON.parse((await typed('check', file, ...given, '--json')).out);
    expect(json).toMatchObject({ waivers: { waived: [{ by: 'Asha Rao' }, { by: 'Asha Rao' }], idle: [] } });
  });

  test('SARIF suppresses it, JUnit skips it, and GitHub warns of it', async () => {
    const file = await declared();
    const given = ['--waivers', await waivers(file), '--allow-unknown'];
    const sarif = JSON.parse((await typed('check', file, ...given, '--format', 'sarif')).out).runs[0];
    expect(sarif.invocations[0].exitCode).toBe(4);
    const suppressed = sarif.results.filter(
      ({ suppressions }: { suppressions?: unknown }) => suppressions !== undefined,
    );
    expect(suppressed.map(({ level }: { level: string }) => level)).toEqual(['note', 'note']);
    const { out: junit } = await typed('check', file, ...given, '--format', 'junit');
    expect(junit).toMatch(/<testsuites [^>]*failures="0"/);
    const { out: github } = await typed('check', file, ...given, '--format', 'github');
    expect(github).not.toMatch(/^::error/m);
    expect(github).toMatch(/^::warning .*india-only/m);
  });

  test('the one in the README waives one of the failures of the four routes', async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, block = ''] = /```yaml\n(waivers:\n[\s\S]*?)```/.exec(readme) ?? [];
    const example = 'examples/four-routes';
    const deployed = ['--evidence', `${example}/template.yaml`, '--region', 'ap-south-1'];
    const file = await written(block, 'waivers.yaml');
    const { out } = await typed('check', `${example}/residency.yaml`, ...deployed, '--waivers', file);
    expect(out).toContain('1 of 11 failures is waived. The verdict stands.');
    expect(out).toContain('waived by Asha Rao, data protection officer until 2026-12-31');
  });

  test('a file that is wrong ends with 1, by its line', async () => {
    const wrong = await written('waivers:\n  - rule: only-in-india\n', 'waivers.yaml');
    const { status, err } = await typed('check', await declared(), '--waivers', wrong);
    expect(status).toBe(1);
    expect(err).toContain(`${wrong}:2:5 expected a pack and its rule`);
  });

  test('a file that is not there ends with 1', async () => {
    const { status, err } = await typed('check', await declared(), '--waivers', 'nowhere.yaml');
    expect(status).toBe(1);
    expect(err).toContain('nowhere.yaml');
  });

  test('what a service finds by other rules is waived by nobody here', async () => {
    const file = await declared();
    const answer = JSON.stringify({ id: 'a'.repeat(26), verdict: 'non-compliant', digest: 'sha256:other' });
    const server = createServer((_, response) => response.writeHead(201).end(answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    const given = ['--waivers', await waivers(file), '--allow-unknown'];
    const { status } = await typed(
      'check',
      file,
      ...given,
      '--server',
      url,
      '--application',
      'a'.repeat(26),
      '--token',
      't',
    );
    expect(status).toBe(2);
    server.closeAllConnections();
    server.close();
  });
});
