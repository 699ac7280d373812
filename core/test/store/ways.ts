import { createHash } from 'node:crypto';
import type { EntityName } from '@mikro-orm/postgresql';
import type { Store } from '../../src/store/database.ts';
import { entities } from '../../src/store/entities/index.ts';
import { editing, inOrganization, type Scope, type Statement } from '../../src/store/session.ts';
import { insertRow, type Row, type SampleRow } from './sample-rows.ts';

/** One way to write rows of an organization. */
export interface Way {
  insert(scope: Scope, row: SampleRow): Promise<void>;
  update(scope: Scope, row: SampleRow, change: Row): Promise<void>;
}

/** The part of a row that tells it from all others. */
const keyOf = ([table, row]: SampleRow): Row =>
  table === 'slug' ? { host: row['host'], slug: row['slug'] } : { id: row['id'] };

const pairs = (row: Row, from: number): string =>
  Object.keys(row)
    .map((column, n) => `${column} = $${n + from}`)
    .join(', ');

/** All the ways there are into the database: the audit must not depend on which one was taken. */
export const waysInto = (store: Store): Readonly<Record<string, Way>> => ({
  'the ORM': {
    insert: (scope, [table, row]) =>
      editing(store, scope, async (em) => {
        em.create(entityOf(table), propertiesOf(row) as never);
      }),
    update: (scope, sample, change) =>
      editing(store, scope, async (em) => {
        const [table] = sample;
        const found = await em.findOneOrFail(entityOf(table), propertiesOf(keyOf(sample)));
        em.assign(found, propertiesOf(change) as never);
      }),
  },
  Kysely: {
    insert: (scope, [table, row]) =>
      editing(store, scope, async (em) => {
        const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, storable(value)]));
        await em.getKysely<Record<string, Row>>().insertInto(table).values(values).execute();
      }),
    update: (scope, sample, change) =>
      editing(store, scope, async (em) => {
        let query = em.getKysely<Record<string, Row>>().updateTable(sample[0]).set(change);
        for (const [name, value] of Object.entries(keyOf(sample))) query = query.where(name, '=', value as never);
        await query.execute();
      }),
  },
  'plain SQL': {
    insert: (scope, row) =>
      inOrganization(store, scope, (session) =>
        insertRow({ query: (text: string, values: unknown[]) => session.query(named(text), values) } as never, row),
      ),
    update: (scope, sample, change) =>
      inOrganization(store, scope, async (session) => {
        const key = keyOf(sample);
        const where = pairs(key, Object.keys(change).length + 1).replaceAll(', ', ' and ');
        const text = `update ${sample[0]} set ${pairs(change, 1)} where ${where}`;
        await session.query(named(text), [...Object.values(change), ...Object.values(key)]);
      }),
  },
});

/** Names of statements are short, and one name is one text. */
const named = (text: string): Statement => ({ name: createHash('md5').update(text).digest('hex'), text });

const storable = (value: unknown): unknown =>
  typeof value === 'object' && value?.constructor === Object ? JSON.stringify(value) : value;

function entityOf(table: string): EntityName<object> {
  const entity = entities.find(({ meta }) => meta.tableName === table);
  if (entity === undefined) throw new Error(`no entity has the table ${table}`);
  return entity as never;
}

/** A row by the names of its columns → by those of the entity. */
function propertiesOf(row: Row): Row {
  const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [camel(column), value]));
}
