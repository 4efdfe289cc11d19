import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../shared/canonical.ts';
import type { EvidenceStore } from '../../shared/ports.ts';

export type Opened = {
  readonly store: EvidenceStore;
  /** Brings bytes to where uploads wait. Resolves to the status of the upload, 200 or 412. */
  readonly upload: (tenant: string, bytes: Uint8Array, mediaType: string) => Promise<number>;
};

const text = 'अ data is kept only in India\r\n';
const bytes = Buffer.from(text);
const hex = sha256(bytes);
const tenantOfItsOwn = () => `tenant-${randomUUID().slice(0, 8)}`;

/** What every EvidenceStore must do. Run it against each adapter. */
export function evidenceStoreContract(name: string, open: () => Opened): void {
  describe(name, () => {
    test('what nobody uploaded is absent', async () => {
      const { store } = open();
      const tenant = tenantOfItsOwn();
      expect(await store.find(tenant, hex)).toBeUndefined();
      expect(await store.read(tenant, hex, 'pending')).toBeUndefined();
      expect(await store.read(tenant, hex, 'kept')).toBeUndefined();
    });

    test('what is uploaded is pending, with its size, its type and its bytes', async () => {
      const { store, upload } = open();
      const tenant = tenantOfItsOwn();
      expect(await upload(tenant, bytes, 'text/markdown')).toBe(200);
      expect(await store.find(tenant, hex)).toEqual({
        place: 'pending',
        size: bytes.length,
        mediaType: 'text/markdown',
      });
      expect(Buffer.from((await store.read(tenant, hex, 'pending')) ?? [])).toEqual(bytes);
      expect(await store.read(tenant, hex, 'kept')).toBeUndefined();
    });

    test('a second upload of the same bytes changes nothing', async () => {
      const { store, upload } = open();
      const tenant = tenantOfItsOwn();
      await upload(tenant, bytes, 'text/plain');
      expect(await upload(tenant, bytes, 'text/markdown')).toBe(412);
      expect(await store.find(tenant, hex)).toMatchObject({ mediaType: 'text/plain' });
    });

    test('bytes that are no text come back as they are', async () => {
      const { store, upload } = open();
      const tenant = tenantOfItsOwn();
      const strange = Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0xfe]);
      await upload(tenant, strange, 'application/pdf');
      expect(Buffer.from((await store.read(tenant, sha256(strange), 'pending')) ?? [])).toEqual(strange);
    });

    test('what is kept is found as kept, uploaded or not, and may be kept again', async () => {
      const { store, upload } = open();
      const tenant = tenantOfItsOwn();
      await upload(tenant, bytes, 'text/plain');
      await Promise.all([store.keep(tenant, text, 'text/plain'), store.keep(tenant, text, 'text/plain')]);
      await store.keep(tenant, text, 'text/markdown');
      const found = { place: 'kept', size: bytes.length, mediaType: 'text/plain' };
      expect(await store.find(tenant, hex)).toEqual(found);
      expect(Buffer.from((await store.read(tenant, hex, 'kept')) ?? [])).toEqual(bytes);
    });

    test('another tenant’s is absent, pending or kept', async () => {
      const { store, upload } = open();
      const [tenant, other] = [tenantOfItsOwn(), tenantOfItsOwn()];
      await upload(tenant, bytes, 'text/plain');
      await store.keep(tenant, text, 'text/plain');
      expect(await store.find(other, hex)).toBeUndefined();
      expect(await store.read(other, hex, 'pending')).toBeUndefined();
      expect(await store.read(other, hex, 'kept')).toBeUndefined();
      expect(await upload(other, bytes, 'text/plain'), 'nobody learns from a digest what another one keeps').toBe(200);
    });
  });
}
