import { Problem } from '../../contract/errors.ts';
import type { Store } from '../database.ts';
import { editing, type Scope } from '../session.ts';

/** The unit of work of one change. */
export type Editor = Parameters<Parameters<typeof editing>[2]>[0];

/** By the name of a unique constraint: the member of the request that is taken, and its value. */
export type Taken = Readonly<Record<string, { readonly field: string; readonly value: string }>>;

interface DatabaseError {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/** Deadlock, serialization failure: nothing was written, the same work may be done again. */
const again = new Set<unknown>(['40P01', '40001']);
const attempts = 5;

/**
 * One change of what people edit, in one transaction, audited under the scope's actor. Repeats after a deadlock, so `work` must do
 * nothing but database work.
 *
 * @param taken what a violated unique constraint means to the caller; asked only then, so it may tell what `work` came to know
 * @throws Problem `already_exists` naming field and value
 */
export async function edit<T>(
  store: Store,
  scope: Scope,
  work: (em: Editor) => Promise<T>,
  taken: () => Taken = () => ({}),
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await editing(store, scope, work);
    } catch (error) {
      const { code, constraint } = error as DatabaseError;
      if (again.has(code) && attempt < attempts) continue;
      const conflict = code === '23505' && typeof constraint === 'string' ? taken()[constraint] : undefined;
      throw conflict === undefined ? error : alreadyExists(conflict);
    }
  }
}

function alreadyExists({ field, value }: Taken[string]): Problem {
  return new Problem('already_exists', `${field} '${value}' is taken: choose another`, { field, value });
}
