import { Client } from 'pg';
import t, { type Test } from 'tap';
import { openStore, type Store } from '../../src/store/database.ts';
import { createOrganization, listOrganizations } from '../../src/store/doors.ts';
import { newId } from '../../src/store/ids.ts';
import { editing, inOrganization, inSnapshot, type Scope, type Session, throughDoor } from '../../src/store/session.ts';
import { testDatabase } from '../../src/testing/database.ts';

const { url, superuserUrl } = await testDatabase(t);
const lost: Error[] = [];
const store = await openStore({ url, connections: 2, onLost: (error) => lost.push(error) });
t.teardown(() => store.close());

const statement = (text: string) => ({ name: '', text });
const named = (name: string, text: string) => ({ name, text });
const addOutbox = named(
  'test_outbox',
  `insert into outbox (organization_id, id, topic, payload) values ($1, gen_random_uuid(), $2, '{}')`,
);

async function organization(): Promise<Scope> {
  const organizationId = newId();
  await createOrganization(store, { id: organizationId, name: 'Acme', homeCurrency: 'USD', timeZone: 'UTC' });
  return { organizationId, actor: 'user:test', reason: 'a test' };
}

const outbox = (scope: Scope, of: Store = store): Promise<readonly string[]> =>
  inOrganization(of, scope, async (session) => {
    const rows = await session.query<{ topic: string }>(statement('select topic from outbox order by topic'), []);
    return rows.map(({ topic }) => topic);
  });

/** Every connection of the pool answers, without a role or an organization left from before. */
async function poolIsClean(t: Test, of: Store = store): Promise<void> {
  const asked = await Promise.all(
    [1, 2, 3, 4].map(() =>
      of.pool.query<{ me: string; role: string; organization: string }>(
        `select session_user as me, current_user as role, coalesce(current_setting('app.organization', true), '') as organization`,
      ),
    ),
  );
  for (const { rows } of asked) {
    t.equal(rows[0]?.role, rows[0]?.me);
    t.equal(rows[0]?.organization, '');
  }
}

t.test('work runs as the tenant role of its organization, with actor and reason', async (t) => {
  const scope = await organization();
  const [row] = await inOrganization(store, scope, (session) =>
    session.query(
      statement(`select current_user as role, current_setting('app.organization') as organization,
        current_setting('app.actor') as actor, current_setting('app.reason') as reason`),
      [],
    ),
  );
  t.same(row, { role: 'fairlead_app', organization: scope.organizationId, actor: 'user:test', reason: 'a test' });
  await poolIsClean(t);
});

t.test('an error in the middle rolls everything back, and the connection goes on', async (t) => {
  const scope = await organization();
  const failing = inOrganization(store, scope, async (session) => {
    await session.query(addOutbox, [scope.organizationId, 'before']);
    await session.query(statement('select 1 / 0'), []);
  });
  await t.rejects(failing, { code: '22012' });
  const thrown = inOrganization(store, scope, async (session) => {
    await session.query(addOutbox, [scope.organizationId, 'thrown']);
    throw new Error('the work itself');
  });
  await t.rejects(thrown, { message: 'the work itself' });
  t.same(await outbox(scope), []);
  await poolIsClean(t);
});

t.test('an error of the work that caught it is not forgotten: a commit that was a rollback is an error', async (t) => {
  const scope = await organization();
  const swallowing = inOrganization(store, scope, async (session) => {
    await session.query(addOutbox, [scope.organizationId, 'lost']);
    await session.query(statement('select 1 / 0'), []).catch(() => undefined);
  });
  await t.rejects(swallowing, { message: /rolled back/ });
  t.same(await outbox(scope), []);
});

t.test('what travels with the commit fails the transaction when it fails', async (t) => {
  const scope = await organization();
  const failing = inOrganization(store, scope, async (session) => {
    session.last(addOutbox, [scope.organizationId, 'with the commit']);
    session.last(statement('select 1 / 0'), []);
    return Promise.resolve('done');
  });
  await t.rejects(failing, { code: '22012' });
  t.same(await outbox(scope), []);
  await inOrganization(store, scope, async (session) =>
    session.last(addOutbox, [scope.organizationId, 'with the commit']),
  );
  t.same(await outbox(scope), ['with the commit']);
});

t.test('a statement first prepared within a transaction that failed can be used afterwards', async (t) => {
  const scope = await organization();
  const one = await openStore({ url, connections: 1 });
  t.teardown(() => one.close());
  const fresh = named('test_fresh', `select 'fresh' as word`);
  const failing = inOrganization(one, scope, async (session) => {
    const failed = session.query(statement('select 1 / 0'), []);
    session.last(fresh, []);
    await failed;
  });
  await t.rejects(failing, { code: '22012' });
  for (const _ of [1, 2]) {
    t.same(await inOrganization(one, scope, (session) => session.query(fresh, [])), [{ word: 'fresh' }]);
  }
});

t.test('a statement that was not awaited fails the transaction, and nothing is left unhandled', async (t) => {
  const scope = await organization();
  const careless = inOrganization(store, scope, async (session) => {
    session.query(statement('select 1 / 0'), []).catch(() => undefined);
    await session.query(addOutbox, [scope.organizationId, 'lost']).catch(() => undefined);
  });
  await t.rejects(careless, { message: /rolled back/ });
  t.same(await outbox(scope), []);
});

t.test('what is abandoned is rolled back without an error', async (t) => {
  const scope = await organization();
  const answer = await inOrganization(store, scope, async (session) => {
    await session.query(addOutbox, [scope.organizationId, 'abandoned']);
    session.abandon();
    return 'an answer';
  });
  t.equal(answer, 'an answer');
  t.same(await outbox(scope), []);
});

t.test('without an organization nothing can be read or written', async (t) => {
  const nobody: Scope = { organizationId: '', actor: 'user:test' };
  const scope = await organization();
  await inOrganization(store, scope, (session) => session.query(addOutbox, [scope.organizationId, 'mine']));
  t.same(await outbox(nobody), []);
  await t.rejects(
    inOrganization(store, nobody, (session) => session.query(addOutbox, [scope.organizationId, 'forged'])),
    { code: '42501' },
  );
  const other = await organization();
  t.same(await outbox(other), []);
  await t.rejects(
    inOrganization(store, other, (session) => session.query(addOutbox, [scope.organizationId, 'forged'])),
    { code: '42501' },
  );
  t.same(await outbox(scope), ['mine']);
});

t.test('work cannot leave its organization or its role for good', async (t) => {
  const scope = await organization();
  await inOrganization(store, scope, async (session) => {
    await session.query(statement(`select set_config('app.organization', $1, true)`), [newId()]);
    await session.query(statement('reset role'), []);
  }).catch(() => undefined);
  await poolIsClean(t);
});

t.test('a change without an actor fails', async (t) => {
  const { organizationId } = await organization();
  const rename = statement(`update organization set name = 'Other' where id = $1`);
  const anonymous = { organizationId, actor: '' };
  await t.rejects(
    inOrganization(store, anonymous, (session) => session.query(rename, [organizationId])),
    { code: '42501' },
  );
});

t.test('a snapshot reads one moment and writes nothing', async (t) => {
  const scope = await organization();
  const count = statement('select count(*)::int as rows from outbox');
  const counted = await inSnapshot(store, scope, async (session) => {
    const first = await session.query(count, []);
    await inOrganization(store, scope, (other) => other.query(addOutbox, [scope.organizationId, 'meanwhile']));
    return [first, await session.query(count, [])];
  });
  t.same(counted, [[{ rows: 0 }], [{ rows: 0 }]]);
  await t.rejects(
    inSnapshot(store, scope, (session) => session.query(addOutbox, [scope.organizationId, 'no'])),
    { code: '25006' },
  );
});

t.test('a deadlock is tried again, and the work is done once', async (t) => {
  const scope = await organization();
  const lock = statement('select pg_advisory_xact_lock($1)');
  let tries = 0;
  let arrive: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    let waiting = 2;
    arrive = () => void (--waiting === 0 && resolve());
  });
  const crossing = (topic: string, first: number, second: number) =>
    inOrganization(store, scope, async (session) => {
      tries++;
      await session.query(lock, [first]);
      arrive();
      await both;
      await session.query(addOutbox, [scope.organizationId, topic]);
      await session.query(lock, [second]);
    });
  await Promise.all([crossing('one', 1, 2), crossing('two', 2, 1)]);
  t.equal(tries, 3, 'one of the two was chosen and repeated');
  t.same(await outbox(scope), ['one', 'two']);
});

t.test('what can never succeed is not repeated', async (t) => {
  const scope = await organization();
  let tries = 0;
  const failing = inOrganization(store, scope, async (session) => {
    tries++;
    await session.query(statement(`insert into outbox values ($1, null, null, null)`), [scope.organizationId]);
  });
  await t.rejects(failing, { code: '23502' });
  t.equal(tries, 1);
});

async function processOf(session: Session): Promise<number> {
  const [row] = await session.query<{ pid: number }>(statement('select pg_backend_pid() as pid'), []);
  return row?.pid ?? 0;
}

/** Ends a session, as an administrator or a failover would. */
async function kill(process: number): Promise<void> {
  const admin = new Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query('select pg_terminate_backend($1, 5000)', [process]);
  await admin.end();
}

t.test('a connection killed in the middle is an error, nothing is kept, and the pool recovers', async (t) => {
  const scope = await organization();
  for (const when of ['idle in the transaction', 'with the commit', 'during a statement']) {
    const killed = inOrganization(store, scope, async (session) => {
      await session.query(addOutbox, [scope.organizationId, 'killed']);
      const dying = kill(await processOf(session));
      if (when === 'idle in the transaction') await dying;
      if (when === 'with the commit') session.last(statement('select pg_sleep(10)'), []);
      if (when === 'during a statement') await session.query(statement('select pg_sleep(10)'), []);
    });
    await t.rejects(killed, when);
  }
  t.same(await outbox(scope), []);
  await poolIsClean(t);
  t.equal(store.pool.waitingCount, 0);
});

t.test('connections killed while idle are replaced, and told of', async (t) => {
  const before = lost.length;
  await Promise.all([1, 2].map(() => store.pool.query('select pg_sleep(0.05)')));
  const admin = new Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = 'fairlead' and state = 'idle'`,
  );
  await admin.end();
  const scope = await organization();
  t.same(await outbox(scope), []);
  t.ok(lost.length > before);
  await poolIsClean(t);
});

t.test('a door answers without an organization, and its errors roll back', async (t) => {
  const scope = await organization();
  t.ok((await listOrganizations(store)).some(({ id }) => id === scope.organizationId));
  await t.rejects(throughDoor(store, statement('select 1 / 0'), []), { code: '22012' });
  const again = { id: scope.organizationId, name: 'Acme', homeCurrency: 'USD', timeZone: 'UTC' };
  await t.rejects(createOrganization(store, again), { code: '23505' });
  await poolIsClean(t);
});

t.test('the ORM works in the same sessions: as the tenant, or not at all', async (t) => {
  const scope = await organization();
  const role = `select current_user as role`;
  t.same(await editing(store, scope, (em) => em.execute(role)), [{ role: 'fairlead_app' }]);
  const failing = editing(store, scope, async (em) => {
    await em.execute(addOutbox.text.replace('$1', '?').replace('$2', '?'), [scope.organizationId, 'orm']);
    throw new Error('the work itself');
  });
  await t.rejects(failing, { message: 'the work itself' });
  t.same(await outbox(scope), []);
});

t.test('a database that is away is an error, not a hanging', async (t) => {
  const away = new URL(url);
  away.port = '1';
  const nowhere = await openStore({ url: away.href });
  t.teardown(() => nowhere.close());
  const scope: Scope = { organizationId: newId(), actor: 'core' };
  await t.rejects(outbox(scope, nowhere), { code: 'ECONNREFUSED' });
});
