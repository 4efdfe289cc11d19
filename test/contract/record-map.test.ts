import { recordMap } from '../../shared/adapters/local/record-map.ts';
import { recordListsContract } from './record-lists.ts';
import { recordStoreContract } from './record-store.ts';

recordStoreContract('recordMap', recordMap);
recordListsContract('recordMap', recordMap);
