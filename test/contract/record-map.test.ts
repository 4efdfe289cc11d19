import { recordMap } from '../../shared/adapters/local/record-map.ts';
import { recordStoreContract } from './record-store.ts';

recordStoreContract('recordMap', recordMap);
