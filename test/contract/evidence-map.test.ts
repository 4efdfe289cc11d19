import { evidenceMap } from '../../shared/adapters/local/evidence-map.ts';
import { evidenceStoreContract } from './evidence-store.ts';

evidenceStoreContract('evidenceMap', () => {
  const store = evidenceMap(() => new Date());
  return { store, upload: async (...piece) => (store.upload(...piece) ? 200 : 412) };
});
