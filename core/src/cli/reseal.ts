import { countEarlierFactors, resealFactors } from '../store/sign-in/second-factors.ts';
import { listOrganizations } from '../store/doors.ts';
import { countEarlier, resealOrganization } from '../store/reseal.ts';
import { type AuthPool, openAuthPool } from '../store/sign-in/auth-pool.ts';
import type { Sealer } from '../store/sealing.ts';
import type { Opened } from './opened.ts';

export interface Resealing {
  readonly connectionsAndKeys: number;
  readonly secondFactors: number;
  /** What no key opens, in words. */
  readonly closed: readonly string[];
}

/** Everything that is sealed under an earlier key, of all organizations, and second factors. */
export async function countSealedEarlier({ store, sealer, database }: Opened): Promise<number> {
  const keys = sealer();
  let total = 0;
  for (const { id } of await listOrganizations(store))
    total += await countEarlier(store, { organizationId: id, actor: 'cli' }, keys);
  return total + (await withAuth(database.url, (pool) => countEarlierFactors(pool, signInKeys(keys))));
}

/** Seals all of it with the first key. Broken off, it is begun again and does what is left. */
export async function reseal(
  { store, sealer, database }: Opened,
  onProgress: (done: number) => void,
): Promise<Resealing> {
  const keys = sealer();
  let done = 0;
  const closed: string[] = [];
  for (const { id, name } of await listOrganizations(store)) {
    const scope = { organizationId: id, actor: 'cli', reason: 'Sealed anew with the present key' };
    const before = done;
    const made = await resealOrganization(store, scope, keys, (count) => onProgress(before + count));
    done += made.resealed;
    closed.push(...made.closed.map(({ table, why }) => `${name}, ${table.replace('_', ' ')}: ${why}`));
  }
  const factors = await withAuth(database.url, (pool) => resealFactors(pool, signInKeys(keys)));
  closed.push(...factors.closed.map((id) => `second factor ${id}: no key opens it; its owner sets a new one up`));
  return { connectionsAndKeys: done, secondFactors: factors.resealed, closed };
}

/** The same as in sign-in.ts. */
const signInKeys = (sealer: Sealer) => ({ secrets: sealer.derive('fairlead sign-in') });

async function withAuth<T>(url: string, work: (pool: AuthPool) => Promise<T>): Promise<T> {
  const pool = openAuthPool(url, () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
