import { expect, test } from 'vitest';
import { sha256 } from '../../shared/canonical.ts';
import { evidenceStoreContract } from './evidence-store.ts';
import { skipped, startMoto } from './moto.ts';
import { evidenceAt } from './thin-objects.ts';

const endpoint = await startMoto();

if (endpoint === undefined) test.skip(skipped, () => {});
else {
  const { store, links, upload } = await evidenceAt(endpoint, () => new Date());
  evidenceStoreContract('evidenceBucket, on an S3 that others wrote', () => ({ store, upload }));

  test('the address to read from leads there, too', async () => {
    await upload('reader', Buffer.from('text'), 'text/plain');
    const answer = await fetch((await links.toRead('reader', sha256('text'), 'pending')).url);
    expect(await answer.text()).toBe('text');
  });
}
