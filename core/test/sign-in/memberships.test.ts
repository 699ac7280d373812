import { Client } from 'pg';
import t from 'tap';
import { firstOwnerLink } from '../../src/flows/sign-in/owner-link.ts';
import { frontDoor, inside, tokenOf } from './support/front-door.ts';

t.test(
  'a start prints an owner link until somebody came in, while there is one organization to come into',
  async (t) => {
    const door = await frontDoor(t);
    t.equal(await firstOwnerLink(door.server.desk), null, 'there is no organization');
    await door.organization();
    const link = (await firstOwnerLink(door.server.desk)) ?? '';
    t.match(link, /^http:\/\/localhost:4400\/setup\?token=[\w-]{43}$/);
    t.match(await door.browser().post('/auth/first-run/look', { token: tokenOf(link) }), { status: 200 });
    await door.organization('Other');
    t.equal(await firstOwnerLink(door.server.desk), null, 'which of two is not known');
    const one = await frontDoor(t);
    await one.owner('olivia@example.com');
    t.equal(await firstOwnerLink(one.server.desk), null, 'somebody is in');
  },
);

t.test('the database itself shows a person their own memberships, and an organization its own', async (t) => {
  const door = await frontDoor(t);
  const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
  await door.member(olivia, organizationId, 'max@example.com', 'manager');
  const { browser: eve, organizationId: other } = await door.owner('eve@example.com');
  const idOf = async (who: typeof eve) => ((await who.get('/v1/me')).body['user'] as { id: string }).id;

  const client = new Client({ connectionString: door.database.url, options: '-c search_path=fairlead' });
  await client.connect();
  t.teardown(() => client.end());
  const seen = async (user: string, organization: string): Promise<readonly string[]> => {
    await client.query('begin');
    await client.query(
      `select set_config('role', 'fairlead_app', true), set_config('app.user', $1, true), set_config('app.organization', $2, true)`,
      [user, organization],
    );
    const { rows } = await client.query<{ role: string }>('select role from membership order by role');
    await client.query('rollback');
    return rows.map(({ role }) => role);
  };
  t.strictSame(await seen('', ''), []);
  t.strictSame(await seen(await idOf(eve), ''), ['owner']);
  t.strictSame(await seen('', organizationId), ['manager', 'owner']);
  t.strictSame(await seen('', other), ['owner']);

  await client.query('begin');
  await client.query(`select set_config('role', 'fairlead_app', true), set_config('app.user', $1, true)`, [
    await idOf(eve),
  ]);
  for (const change of [`update membership set role = 'owner'`, 'delete from membership'])
    t.equal((await client.query(change)).rowCount, 0, `${change}: seen is not changed`);
  await client.query('rollback');
  for (const table of ['auth."user"', 'auth.session', 'auth.account', 'auth."twoFactor"']) {
    await client.query('begin');
    await client.query('set local role fairlead_app');
    await t.rejects(client.query(`select from ${table}`), { code: '42501' }, table);
    await client.query('rollback');
  }
  t.match((await olivia.get('/v1/members', inside(organizationId))).body, {
    data: [{ email: 'olivia@example.com' }, { email: 'max@example.com' }],
  });
});
