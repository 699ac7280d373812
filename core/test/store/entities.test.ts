import t from 'tap';
import { openStore } from '../../src/store/database.ts';
import { entities } from '../../src/store/entities/index.ts';
import { testDatabase } from '../../src/testing/database.ts';

void t.test('entities have the columns, types and nullability of the migrated schema', async (t) => {
  const { ownerUrl } = await testDatabase(t);
  const store = await openStore({ url: ownerUrl });
  t.teardown(() => store.close());
  const { orm } = store;
  const sql = await orm.schema.getUpdateSchemaSQL({ schema: 'fairlead', safe: false });
  // What the migrations say of policies, checks, triggers and indexes is theirs alone; tables and columns must be the same in both.
  const differs = sql
    .split('\n')
    .filter((line) => /\b(create table|add column|drop column|alter column|rename column)\b/i.test(line));
  t.same(differs, []);
  const tables = entities.map(({ meta }) => meta.tableName);
  for (const table of tables) t.notMatch(sql, `drop table if exists "fairlead"."${table}"`);
  t.equal(new Set(tables).size, 17);
});

void t.test('a column that only one of both has is found', async (t) => {
  const { ownerUrl } = await testDatabase(t);
  const store = await openStore({ url: ownerUrl });
  t.teardown(() => store.close());
  const { orm } = store;
  await orm.em
    .fork()
    .execute('alter table coupon add column extra text; alter table link alter column name set not null');
  const sql = await orm.schema.getUpdateSchemaSQL({ schema: 'fairlead', safe: false });
  t.match(sql, /alter table "fairlead"."coupon" drop column "extra"/);
  t.match(sql, /alter column "name" drop not null/);
});
