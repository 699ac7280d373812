import type { Store } from '../store/database.ts';
import { inOrganization, type Scope, type Statement } from '../store/session.ts';

/** Rows to be written together, as the tenant itself would. */
export interface RowWriter {
  readonly insert: (table: string, row: Readonly<Record<string, unknown>>) => void;
  readonly also: (text: string, values: readonly unknown[]) => void;
  /** Writes what has gathered, in one transaction. */
  readonly write: () => Promise<void>;
}

/** Every row is of the organization of `scope`. */
export function rowWriter(store: Store, scope: Scope): RowWriter {
  let gathered: { readonly statement: Statement; readonly values: readonly unknown[] }[] = [];
  const also = (text: string, values: readonly unknown[]): void =>
    void gathered.push({ statement: { name: '', text }, values });
  return {
    also,
    insert(table, row) {
      const columns = ['organization_id', ...Object.keys(row)];
      const places = columns.map((_, index) => `$${index + 1}`);
      also(`insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`, [
        scope.organizationId,
        ...Object.values(row),
      ]);
    },
    async write() {
      const rows = gathered;
      gathered = [];
      await inOrganization(store, scope, (session) =>
        Promise.all(rows.map(({ statement, values }) => session.query(statement, values))),
      );
    },
  };
}
