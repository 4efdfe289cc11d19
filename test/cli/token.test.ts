import { afterEach, describe, expect, test, vi } from 'vitest';
import { newFolder, typed } from './terminal.ts';

afterEach(() => vi.unstubAllEnvs());

describe('token', () => {
  test('prints one token, and nothing else', async () => {
    vi.stubEnv('NIVAS_STATE', await newFolder());
    const { openIssuer } = await import('../../infra/local/issuer.ts');
    await openIssuer(process.env.NIVAS_STATE ?? '');
    const { status, out, err } = await typed('token', '--tenant', 'acme', '--scope', 'declare read');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const [, claims = ''] = out.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ tenant: 'acme' });
  });

  test.each([
    { args: ['--tenant', 'acme'], want: /required option '--scope/ },
    { args: ['--tenant', 'A', '--scope', 'read'], want: /tenant `A`/ },
    { args: ['--tenant', 'acme', '--scope', 'everything'], want: /scope `everything`/ },
    { args: ['--tenant', 'acme', '--scope', 'read', '--seconds', 'x'], want: /NaN|seconds/ },
  ])('$args is refused', async ({ args, want }) => {
    const { status, err } = await typed('token', ...args);
    expect(status).toBe(1);
    expect(err).toMatch(want);
  });
});
