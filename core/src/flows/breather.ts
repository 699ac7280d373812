import { setImmediate } from 'node:timers/promises';

/** Milliseconds at work until others have their turn. */
const turn = 5;

/**
 * For work that goes on for long without waiting for anything: lets what came in meanwhile be seen to now and then. The database, answered at once,
 * reads the next page while this one is decided; and signals are heard.
 */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async (): Promise<void> => {
    if (performance.now() - since < turn) return;
    await setImmediate();
    since = performance.now();
  };
}
