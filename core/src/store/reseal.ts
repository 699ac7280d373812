import type { Store } from './database.ts';
import { SealError, type Sealer } from './sealing.ts';
import { inOrganization, inSnapshot, type Scope, type Session, type Statement } from './session.ts';

/** Every column that holds what this sealer sealed. */
const columns = [
  { table: 'connection', column: 'sealed' },
  { table: 'api_key', column: 'signing_sealed' },
] as const;
type Column = (typeof columns)[number];

/** The key's id stands behind the version byte (sealing.ts). */
const earlier = ({ column }: Column): string => `${column} is not null and substring(${column} from 2 for 4) <> $2`;

const count: Statement = {
  name: 'reseal_count',
  text: `select (${columns.map((one) => `(select count(*) from ${one.table} where organization_id = $1 and ${earlier(one)})`).join(' + ')})::int as n`,
};

/** How much of an organization is still sealed with an earlier key. */
export async function countEarlier(store: Store, scope: Scope, { current }: Sealer): Promise<number> {
  return inSnapshot(store, scope, async (session) => {
    const [row] = await session.query<{ n: number }>(count, [scope.organizationId, current]);
    return row?.n ?? 0;
  });
}

export interface Resealed {
  readonly resealed: number;
  /** Rows no key opens: their secrets must be entered again. */
  readonly closed: readonly { readonly table: string; readonly id: string; readonly why: string }[];
}

const batch = 50;

/**
 * Seals everything of an organization anew with the first key, some rows in each transaction: broken off, it goes on where it stood. Rows are
 * locked while they are read and written, so that whoever changes secrets meanwhile loses none.
 */
export async function resealOrganization(
  store: Store,
  scope: Scope,
  sealer: Sealer,
  onProgress: (resealed: number) => void,
): Promise<Resealed> {
  let resealed = 0;
  const closed: Resealed['closed'][number][] = [];
  for (const column of columns) {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await inOrganization(store, scope, (session) => resealSome(session, scope, sealer, column, after));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const { id, why } of rows) {
        if (why === null) resealed++;
        else closed.push({ table: column.table, id, why });
      }
      onProgress(resealed);
    }
  }
  return { resealed, closed };
}

async function resealSome(
  session: Session,
  { organizationId }: Scope,
  sealer: Sealer,
  column: Column,
  after: string,
): Promise<readonly { readonly id: string; readonly why: string | null }[]> {
  const { table, column: name } = column;
  const read: Statement = {
    name: `reseal_read_${table}`,
    text: `select id, ${name} as sealed from ${table} where organization_id = $1 and id > $3 and ${earlier(column)} order by id limit ${batch} for update`,
  };
  const write: Statement = {
    name: `reseal_write_${table}`,
    text: `update ${table} set ${name} = $3 where organization_id = $1 and id = $2`,
  };
  const rows = await session.query<{ id: string; sealed: Uint8Array }>(read, [organizationId, sealer.current, after]);
  return rows.map(({ id, sealed }) => {
    const place = { organizationId, id };
    try {
      session.last(write, [organizationId, id, sealer.seal(sealer.open(sealed, place), place)]);
      return { id, why: null };
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      return { id, why: error.message };
    }
  });
}
