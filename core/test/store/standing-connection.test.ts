import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { keepConnected, type StandingOptions } from '../../src/store/standing-connection.ts';
import { testStore } from '../clicks/brand.ts';
import { type Cuttable, cuttable } from '../fixtures/cuttable.ts';

const promptMs = 2_000;

/** A standing connection over a network that can be let hang, and how often it was up. */
async function setUp(
  t: Test,
  prepare?: (link: Cuttable) => NonNullable<StandingOptions['prepare']>,
  patienceMs?: number,
) {
  const { database } = await testStore(t);
  const link = await cuttable(t, database.url);
  const told: string[] = [];
  let changed: () => void = () => undefined;
  const tell = (what: string): void => {
    told.push(what);
    changed();
  };
  const connection = keepConnected({
    url: link.url,
    name: 'fairlead test',
    onUp: () => tell('up'),
    onDown: ({ message }) => tell(message),
    ...(prepare !== undefined && { prepare: prepare(link) }),
    ...(patienceMs !== undefined && { patienceMs }),
  });
  t.teardown(() => connection.close());
  const until = async (seen: () => boolean): Promise<void> => {
    while (!seen()) await new Promise<void>((resolve) => (changed = resolve));
  };
  return { link, told, connection, until };
}

const closesPromptly = async (t: Test, close: () => Promise<void>): Promise<void> => {
  const first = await Promise.race([close().then(() => 'closed'), sleep(promptMs, 'still closing', { ref: false })]);
  t.equal(first, 'closed');
};

t.test('closes promptly while it is idle on a network that hangs', async (t) => {
  const { link, told, connection, until } = await setUp(t);
  await until(() => told.includes('up'));
  link.hang();
  await closesPromptly(t, connection.close);
});

t.test('closes promptly while it is being prepared on a network that hangs', async (t) => {
  let hung: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (hung = resolve));
  const { connection, told } = await setUp(t, (link) => (client) => {
    link.hang();
    hung();
    return client.query('select 1');
  });
  await hanging;
  await closesPromptly(t, connection.close);
  t.same(told, [], 'it was never up, and nobody is told of trouble they asked for');
});

t.test('is made anew when preparing it hangs', async (t) => {
  let attempts = 0;
  const prepare = (link: Cuttable) => (client: { query(text: string): Promise<unknown> }) => {
    attempts += 1;
    if (attempts === 1) link.hang();
    return client.query('select 1');
  };
  const { told, until } = await setUp(t, prepare, 300);
  await until(() => told.includes('up'));
  t.same(told, ['the database did not answer in time', 'up']);
});

t.test('closes promptly at whatever moment of connecting', async (t) => {
  const { database } = await testStore(t);
  for (let waitMs = 0; waitMs < 60; waitMs += 2) {
    const connection = keepConnected({
      url: database.url,
      name: 'fairlead test',
      onUp: () => undefined,
      onDown: () => undefined,
    });
    if (waitMs > 0) await sleep(waitMs);
    await closesPromptly(t, connection.close);
  }
});

t.test('closes promptly while nobody answers at all', async (t) => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.teardown(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const url = `postgres://someone@127.0.0.1:${port}/nothing`;
  const connection = keepConnected({ url, name: 'fairlead test', onUp: () => undefined, onDown: () => undefined });
  await once(silent, 'connection');
  await closesPromptly(t, connection.close);
});
