import { createRequire } from 'node:module';

interface Heap {
  becomeModest(as: string): void;
}

/** With the heap that `fairlead backtest` has: the process becomes itself with other flags. Imported first, before anything is done. */
const heap = createRequire(import.meta.url)('../../core/bin/heap.js') as Heap;
heap.becomeModest('backtest');
