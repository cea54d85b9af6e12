import { createMemoryStore } from '../src/memory.ts';
import { createMemorySessions } from '../src/sessions-memory.ts';
import { describeSessions } from './sessions-contract.ts';
import { describeStore } from './store-contract.ts';

describeStore('the store in memory', async () => createMemoryStore());
describeSessions('sessions in memory', async () => createMemorySessions());
