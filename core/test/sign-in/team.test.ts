import t from 'tap';
import { frontDoor, inside, password, tokenOf } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
const here = inside(organizationId);
const idOf = async (email: string): Promise<string> => {
  const { body } = await olivia.get('/v1/members', here);
  return (body['data'] as { id: string; email: string }[]).find((one) => one.email === email)?.id ?? '';
};

t.test('an invitation: shown once, looked at, accepted, and then no longer open', async (t) => {
  const made = await olivia.post('/v1/invitations', { email: ' Max@Example.com', role: 'manager' }, here);
  t.match(made, { status: 201, body: { email: 'max@example.com', role: 'manager', mailed: false } });
  const token = tokenOf(made.body['link'] as string);
  const open = await olivia.get('/v1/invitations', here);
  t.match(open.body, { data: [{ id: made.body['id'], email: 'max@example.com', expired: false }] });
  t.notMatch(JSON.stringify(open.body), token);
  const max = door.browser();
  t.match(await max.post('/auth/invitation/look', { token }), {
    status: 200,
    body: { organization: 'Acme', email: 'max@example.com', role: 'manager', account: false },
  });
  t.match(await max.post('/auth/invitation/accept', { token, name: 'Max' }), { status: 400 }, 'a password is missing');
  t.match(await max.post('/auth/invitation/accept', { token, name: 'Max', password }), {
    status: 200,
    body: { organizationId },
  });
  t.match((await max.get('/v1/me')).body, {
    user: { email: 'max@example.com', name: 'Max' },
    memberships: [{ organizationId, role: 'manager' }],
  });
  t.match(await max.post('/auth/invitation/accept', { token, name: 'Max', password }), { status: 410 });
  t.strictSame((await olivia.get('/v1/invitations', here)).body['data'], []);
  t.match(await olivia.post('/v1/invitations', { email: 'max@example.com', role: 'admin' }, here), {
    status: 409,
    body: { code: 'already_exists' },
  });
});

t.test('an invitation that is taken back, or made again, works no longer', async (t) => {
  const invite = async () =>
    (await olivia.post('/v1/invitations', { email: 'ann@example.com', role: 'viewer' }, here)).body;
  const [first, second] = [await invite(), await invite()];
  const look = (made: Record<string, unknown>) =>
    door.browser().post('/auth/invitation/look', { token: tokenOf(made['link'] as string) });
  t.equal((await look(first)).status, 410);
  t.equal((await look(second)).status, 200);
  t.equal((await olivia.ask('DELETE', `/v1/invitations/${String(second['id'])}`, undefined, here)).status, 204);
  t.equal((await look(second)).status, 410);
  t.equal((await olivia.ask('DELETE', `/v1/invitations/${String(second['id'])}`, undefined, here)).status, 404);
});

t.test('who invites gets into nobody else’s account', async (t) => {
  const { browser: eve, organizationId: evil } = await door.owner('eve@example.com', 'Eve');
  const made = await eve.post('/v1/invitations', { email: 'olivia@example.com', role: 'viewer' }, inside(evil));
  const token = tokenOf(made.body['link'] as string);
  const thief = door.browser();
  t.match((await thief.post('/auth/invitation/look', { token })).body, { account: true });
  const accept = (who: typeof eve, more: object = {}) => who.post('/auth/invitation/accept', { token, ...more });
  const refused = { status: 401, body: { code: 'wrong_credentials' }, cookies: [] };
  t.match(await accept(thief), refused);
  t.match(await accept(thief, { name: 'Eve', password: 'eves own password' }), refused);
  t.match(await accept(eve, { name: 'Eve', password }), { status: 200 }, 'both have the same password here');
  t.same(
    (await eve.get('/v1/me')).body['user'],
    (await olivia.get('/v1/me')).body['user'],
    'which is as good as being them',
  );

  const again = await olivia.post('/v1/invitations', { email: 'eve@example.com', role: 'viewer' }, here);
  const other = tokenOf(again.body['link'] as string);
  const real = door.browser();
  await real.post('/auth/sign-in/email', { email: 'eve@example.com', password });
  t.equal(
    (await real.post('/auth/invitation/accept', { token: other })).status,
    200,
    'signed in, no password is asked',
  );
  const { memberships } = (await real.get('/v1/me')).body as {
    memberships: { organizationId: string; role: string }[];
  };
  t.strictSame(
    memberships.map(({ role }) => role),
    ['owner', 'viewer'],
  );
  t.match(
    await real.get('/v1/campaigns'),
    { status: 400, body: { code: 'invalid_request' } },
    'which of both must be said',
  );
  t.equal((await real.get('/v1/campaigns', here)).status, 200);
});

t.test('nobody reaches an organization they do not belong to', async (t) => {
  const { browser: mallory, organizationId: own } = await door.owner('mallory@example.com');
  for (const method of ['GET', 'POST'] as const) {
    const body = method === 'GET' ? undefined : {};
    for (const path of ['/v1/affiliates', '/v1/campaigns', '/v1/invitations', '/v1/api-keys']) {
      t.match(await mallory.ask(method, path, body, here), { status: 403, body: { code: 'forbidden' } }, path);
    }
  }
  for (const wrong of ['x', `${organizationId} `, `${organizationId},${own}`, "' or 1=1"])
    t.match(await mallory.get('/v1/campaigns', inside(wrong)), { status: 403 }, wrong);
  const foreign = await idOf('olivia@example.com');
  const change = await mallory.ask('PATCH', `/v1/members/${foreign}`, { role: 'viewer' }, inside(own));
  t.match(change, { status: 404 });
  t.match(await mallory.ask('DELETE', `/v1/members/${foreign}`, undefined, inside(own)), { status: 404 });
  t.match((await mallory.get('/v1/members', inside(own))).body, { data: [{ email: 'mallory@example.com' }] });
});

t.test('a change of role and a removal hold at once, and the audit names who made them', async (t) => {
  const vera = await door.member(olivia, organizationId, 'vera@example.com', 'viewer');
  const add = () => vera.post('/v1/affiliates', { name: 'Jane', email: 'jane@affiliates.test' }, here);
  t.match(await add(), { status: 403, body: { code: 'forbidden', role: 'viewer', needed: 'manager' } });
  const id = await idOf('vera@example.com');
  t.match(await olivia.ask('PATCH', `/v1/members/${id}`, { role: 'manager' }, here), {
    status: 200,
    body: { id, role: 'manager', version: 2 },
  });
  t.match(await olivia.ask('PATCH', `/v1/members/${id}`, { role: 'admin', version: 1 }, here), {
    status: 409,
    body: { code: 'stale_version' },
  });
  t.equal((await add()).status, 201);
  const audit = async (query: string) => (await olivia.get(`/v1/audit?${query}`, here)).body['data'] as object[];
  t.match(await audit('entity=affiliate'), [{ actor: `user:${id}`, action: 'insert' }]);
  t.match(await audit(`entity=membership&entityId=${id}`), [
    { actor: `user:${await idOf('olivia@example.com')}`, action: 'update', before: { role: 'viewer' } },
    { actor: `user:${id}`, action: 'insert' },
  ]);
  t.notMatch(JSON.stringify(await audit('entity=invitation')), /vera@example|\\\\x/, 'addresses and hashes are masked');
  t.equal((await olivia.ask('DELETE', `/v1/members/${id}`, undefined, here)).status, 204);
  t.match(await add(), { status: 403 });
  t.match((await vera.get('/v1/me')).body, { memberships: [] });
});

t.test('owners are made and unmade by owners', async (t) => {
  const adam = await door.member(olivia, organizationId, 'adam@example.com', 'admin');
  const [owner, admin] = [await idOf('olivia@example.com'), await idOf('adam@example.com')];
  const forbidden = { status: 403, body: { code: 'forbidden', needed: 'owner' } };
  t.match(await adam.post('/v1/invitations', { email: 'x@example.com', role: 'owner' }, here), forbidden);
  t.match(await adam.ask('PATCH', `/v1/members/${owner}`, { role: 'viewer' }, here), forbidden);
  t.match(await adam.ask('DELETE', `/v1/members/${owner}`, undefined, here), forbidden);
  t.match(await adam.ask('PATCH', `/v1/members/${admin}`, { role: 'owner' }, here), forbidden);
  t.match(await adam.ask('PATCH', `/v1/members/${admin}`, { role: 'god' }, here), { status: 400 });
  t.match(await olivia.ask('PATCH', `/v1/members/${admin}`, { role: 'owner' }, here), { status: 200 });
});

t.test('the last owner stays, also when two leave at the same moment', async (t) => {
  const { browser: one, organizationId: id } = await door.owner('one@example.com');
  const place = inside(id);
  const last = { status: 409, body: { code: 'last_owner' } };
  const people = (await one.get('/v1/members', place)).body['data'] as { id: string }[];
  const me = `/v1/members/${people[0]?.id}`;
  t.match(await one.ask('PATCH', me, { role: 'admin' }, place), last);
  t.match(await one.ask('DELETE', me, undefined, place), last);
  for (let round = 0; round < 5; round++) {
    const two = await door.member(one, id, `two${round}@example.com`, 'owner');
    const other = ((await two.get('/v1/me')).body['user'] as { id: string }).id;
    const answers = await Promise.all([
      one.ask('PATCH', me, { role: 'admin' }, place),
      two.ask('PATCH', `/v1/members/${other}`, { role: 'admin' }, place),
    ]);
    t.strictSame(answers.map(({ status }) => status).sort(), [200, 409]);
    // Whoever is owner still makes the first one owner again, and leaves.
    const owner = answers[0].status === 409 ? one : two;
    await owner.ask('PATCH', me, { role: 'owner' }, place);
    await one.ask('DELETE', `/v1/members/${other}`, undefined, place);
  }
});

t.test('of 100 who accept at once one joins', async (t) => {
  const made = await olivia.post('/v1/invitations', { email: 'many@example.com', role: 'viewer' }, here);
  const token = tokenOf(made.body['link'] as string);
  const all = await Promise.all(
    Array.from({ length: 100 }, () =>
      door.browser().post('/auth/invitation/accept', { token, name: 'Many', password }),
    ),
  );
  t.equal(all.filter(({ status }) => status === 200).length, 1);
  t.notOk(all.some(({ status }) => status >= 500));
});
