import t from 'tap';
import { readEnvironment } from '../src/cli/environment.ts';

void t.test('nothing set: this machine only, port 4400, the embedded PostgreSQL', async (t) => {
  t.same(readEnvironment({}, '/srv/fairlead'), {
    port: 4400,
    host: '127.0.0.1',
    dataDir: '/srv/fairlead/.data',
    configFile: '/srv/fairlead/fairlead.config.ts',
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    secretKey: undefined,
  });
});

void t.test('an empty variable is an unset one', async (t) => {
  t.same(readEnvironment({ PORT: '', HOST: ' ', DATABASE_URL: '' }, '/srv'), readEnvironment({}, '/srv'));
});

void t.test('what is set is taken, paths from the working directory', async (t) => {
  const variables = {
    PORT: '0',
    HOST: '::1',
    FAIRLEAD_DATA_DIR: 'var/data',
    FAIRLEAD_CONFIG: '/etc/fairlead.config.ts',
    DATABASE_URL: 'postgres://server:secret@db:5432/fairlead',
    DATABASE_OWNER_URL: 'postgresql:///fairlead?host=/run/postgresql',
    FAIRLEAD_SECRET_KEY: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=',
  };
  t.same(readEnvironment(variables, '/srv'), {
    port: 0,
    host: '::1',
    dataDir: '/srv/var/data',
    configFile: '/etc/fairlead.config.ts',
    databaseUrl: variables.DATABASE_URL,
    databaseOwnerUrl: variables.DATABASE_OWNER_URL,
    secretKey: variables.FAIRLEAD_SECRET_KEY,
  });
});

void t.test('every wrong value is named, at once', async (t) => {
  t.throws(() => readEnvironment({ PORT: '44OO', HOST: 'http://localhost:4400' }), {
    message:
      /PORT must be a whole number from 0 to 65535, got "44OO"[\s\S]*HOST must be .* got "http:\/\/localhost:4400"/,
  });
  for (const PORT of ['-1', '65536', '80.5', '0x50', '1e3'])
    t.throws(() => readEnvironment({ PORT }), { message: /PORT must/ });
});

void t.test('a wrong database address is named without its password', async (t) => {
  const DATABASE_URL = 'mysql://root:hunter2@db/fairlead';
  t.throws(() => readEnvironment({ DATABASE_URL }), { message: /DATABASE_URL must look like postgres:\/\// });
  t.throws(() => readEnvironment({ DATABASE_URL }), { message: /^(?![\s\S]*hunter2)/ });
  t.throws(() => readEnvironment({ DATABASE_OWNER_URL: 'postgres://owner@db/fairlead' }), {
    message: /DATABASE_OWNER_URL is set without DATABASE_URL/,
  });
});
