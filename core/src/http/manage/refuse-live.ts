import { Problem } from '../../contract/errors.ts';
import type { RequestScope } from '../request.ts';

/**
 * A test key never makes a live sale (C9), and so never what could make one: a live key, or a live connection whose secret it knows.
 *
 * @throws Problem `key_out_of_scope`
 */
export function refuseLive({ mode }: RequestScope, of: 'live' | 'test', what: string): void {
  if (mode === 'live' || of === 'test') return;
  throw new Problem('key_out_of_scope', `a test key does not reach ${what} of live mode (C9): use a live key`);
}
