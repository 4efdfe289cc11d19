import { afterEach, describe, expect, test, vi } from 'vitest';
import { newFolder, typed } from './terminal.ts';

afterEach(() => vi.unstubAllEnvs());

describe('token', () => {
  test.each([
    { args: ['--tenant', 'acme'], want: { tenant: 'acme', issuers: undefined } },
    { args: ['--issuers', 'rbi  sebi'], want: { tenant: undefined, issuers: 'rbi sebi' } },
  ])('with $args prints one token, and nothing else', async ({ args, want }) => {
    vi.stubEnv('NIVAS_STATE', await newFolder());
    const { openIssuer } = await import('../../infra/local/issuer.ts');
    await openIssuer(process.env.NIVAS_STATE ?? '');
    const { status, out, err } = await typed('token', ...args, '--scope', 'declare read');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const { tenant, issuers } = JSON.parse(Buffer.from(out.split('.')[1] ?? '', 'base64url').toString());
    expect({ tenant, issuers }).toEqual(want);
  });

  test.each([
    { args: ['--tenant', 'acme'], want: /required option '--scope/ },
    { args: ['--scope', 'read'], want: /give one of --tenant, --issuers/ },
    { args: ['--tenant', 'acme', '--issuers', 'rbi', '--scope', 'read'], want: /give one of --tenant, --issuers/ },
    { args: ['--issuers', '', '--scope', 'read'], want: /issuers ``/ },
    { args: ['--issuers', 'rbi,sebi', '--scope', 'read'], want: /issuers `rbi,sebi`/ },
    { args: ['--tenant', 'A', '--scope', 'read'], want: /tenant `A`/ },
    { args: ['--tenant', 'acme', '--scope', 'everything'], want: /scope `everything`/ },
    { args: ['--tenant', 'acme', '--scope', 'read', '--seconds', 'x'], want: /NaN|seconds/ },
  ])('$args is refused', async ({ args, want }) => {
    const { status, err } = await typed('token', ...args);
    expect(status).toBe(1);
    expect(err).toMatch(want);
  });
});
