import { Problem } from '../../contract/errors.ts';
import type { Mode } from '../../store/reads/conversion-filter.ts';
import type { Scope } from '../../store/session.ts';

/**
 * Who looks, or decides by hand (C9). A test key sees and touches tests only: to it, whatever is live is not there. A live key sees and touches
 * both; lists show it what is live unless it asks for tests. Balances are live money, since tests post nothing.
 */
export interface Viewer extends Scope {
  readonly mode: Mode;
}

/** What of live and test somebody may see at all. */
export const modesOf = ({ mode }: Viewer): readonly Mode[] => (mode === 'live' ? ['live', 'test'] : ['test']);

export const maySee = (viewer: Viewer, mode: Mode): boolean => modesOf(viewer).includes(mode);

/**
 * What a list shows: one of the two, never a mix.
 *
 * @throws Problem `key_out_of_scope` for a test key that asks for what is live
 */
export function modeAsked(viewer: Viewer, isTest: boolean | undefined): Mode {
  if (isTest === undefined) return viewer.mode;
  const asked = isTest ? 'test' : 'live';
  if (maySee(viewer, asked)) return asked;
  throw new Problem('key_out_of_scope', 'a test key sees tests only (C9): leave isTest out, or use a live key');
}

/** Something asked for by its id, which another organization may have or this key may not see: the answer is the same. */
export const notFound = (what: string, id: string): Problem =>
  new Problem('not_found', `there is no ${what} ${id} in this organization`);
