import { createMemoryStore } from '../src/memory.ts';
import { describeStore } from './store-contract.ts';

describeStore('the store in memory', async () => createMemoryStore());
