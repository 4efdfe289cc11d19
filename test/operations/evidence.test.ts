import { describe, expect, test } from 'vitest';
import { Evidence, Offered } from '../../shared/api/record-answers.ts';
import { sha256 } from '../../shared/canonical.ts';
import { getEvidence } from '../../shared/operations/get-evidence.ts';
import { offerEvidence } from '../../shared/operations/offer-evidence.ts';
import { memoryPorts } from './ports.ts';

const bytes = Buffer.from('data is kept only in India');
const offer = { sha256: sha256(bytes), size: bytes.length, mediaType: 'text/plain' };

function evidence() {
  const { evidence: store } = memoryPorts();
  const ports = { evidence: store, links: store };
  return { store, ports };
}

describe('offering evidence', () => {
  test('gives the address of an upload, until it is there', async () => {
    const { store, ports } = evidence();
    const asked = Offered.parse(await offerEvidence(ports, { tenant: 'tenant-a', offer }));
    expect(asked).toMatchObject({ state: 'awaited', upload: { method: 'PUT', expires: '2026-11-22T09:10:00.000Z' } });
    store.upload('tenant-a', bytes, 'text/plain');
    expect(await offerEvidence(ports, { tenant: 'tenant-a', offer })).toEqual({
      state: 'present',
      sha256: offer.sha256,
    });
  });

  test('of another tenant says nothing of it', async () => {
    const { store, ports } = evidence();
    store.upload('tenant-a', bytes, 'text/plain');
    await store.keep('tenant-a', bytes.toString(), 'text/plain');
    expect(await offerEvidence(ports, { tenant: 'tenant-b', offer })).toMatchObject({ state: 'awaited' });
  });

  test('that is here with another length is refused at `/size`', async () => {
    const { store, ports } = evidence();
    store.upload('tenant-a', bytes, 'text/plain');
    await expect(offerEvidence(ports, { tenant: 'tenant-a', offer: { ...offer, size: 27 } })).rejects.toMatchObject({
      code: 'request_invalid',
      issues: [{ pointer: '/size', message: 'what has this SHA-256 is here and has 26 bytes, not 27' }],
    });
  });
});

describe('asking for evidence', () => {
  const asked = { tenant: 'tenant-a', sha256: offer.sha256 };

  test('tells what it is and where to read it, wherever it lies', async () => {
    const { store, ports } = evidence();
    store.upload('tenant-a', bytes, 'text/markdown');
    const pending = Evidence.parse(await getEvidence(ports, asked));
    expect(pending).toMatchObject({ sha256: offer.sha256, size: 26, mediaType: 'text/markdown' });
    await store.keep('tenant-a', bytes.toString(), 'text/markdown');
    const kept = Evidence.parse(await getEvidence(ports, asked));
    expect([pending.url, kept.url].map((url) => new URL(url).pathname.split('/')[1])).toEqual(['pending', 'kept']);
  });

  test('that is not there, or another tenant’s, is not found', async () => {
    const { store, ports } = evidence();
    await expect(getEvidence(ports, asked)).rejects.toMatchObject({ code: 'not_found' });
    store.upload('tenant-b', bytes, 'text/plain');
    await expect(getEvidence(ports, asked)).rejects.toMatchObject({ code: 'not_found' });
  });
});
