import t from 'tap';
import { openDatabase, startDatabase } from '../src/cli/database.ts';
import { readEnvironment } from '../src/cli/environment.ts';

const onProgress = (): void => {};

void t.test('a named database is used as it is, and described without its password', async (t) => {
  const DATABASE_URL = 'postgres://server:hunter2@db:5433/sales';
  for (const use of [startDatabase, openDatabase]) {
    const environment = readEnvironment({ DATABASE_URL });
    const database = await use({ environment, config: { plugins: [] }, onProgress });
    t.match(database, { url: DATABASE_URL, ownerUrl: DATABASE_URL, description: 'PostgreSQL at db:5433/sales' });
    await database.close();
  }
});

void t.test('the owner may be another role, and the configuration wins over the environment', async (t) => {
  const environment = readEnvironment({
    DATABASE_URL: 'postgres://server@db/sales',
    DATABASE_OWNER_URL: 'postgres://owner@db/sales',
  });
  const fromEnvironment = await startDatabase({ environment, config: { plugins: [] }, onProgress });
  t.equal(fromEnvironment.ownerUrl, 'postgres://owner@db/sales');

  const database = { url: 'postgres://server@other/sales', ownerUrl: 'postgres://owner@other/sales' };
  t.match(await startDatabase({ environment, config: { plugins: [], database }, onProgress }), database);
});
