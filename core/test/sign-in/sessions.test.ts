import t from 'tap';
import { type Browser, frontDoor, inside, password } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
const wrong = 'quite another password';
const signIn = (who: Browser, given = password) =>
  who.post('/auth/sign-in/email', { email: 'olivia@example.com', password: given });
const isIn = async (who: Browser): Promise<boolean> => (await who.get('/v1/me')).status === 200;

t.test('a password signs in; cookies are for this server alone, and no script reads a token', async (t) => {
  const one = door.browser();
  const answer = await signIn(one);
  t.match(answer, { status: 200, body: {} });
  t.equal(answer.cookies.length, 1);
  t.match(answer.cookies[0], /^fairlead\.session_token=/);
  for (const part of [/; HttpOnly/, /; SameSite=Lax/, /; Path=\//]) t.match(answer.cookies[0], part);
  t.notMatch(answer.cookies[0], /Domain/);
  t.equal(answer.headers['cache-control'], 'no-store');
  t.match(answer.headers['content-security-policy'], "default-src 'none'");
  const session = await one.get('/auth/get-session');
  t.match(session.body, { user: { email: 'olivia@example.com' } });
  const token = decodeURIComponent(one.cookie().split('=')[1] ?? '').split('.')[0] ?? '';
  t.ok(token.length > 20);
  t.notMatch(JSON.stringify([answer.body, session.body]), token);
});

t.test('under https cookies are Secure', async (t) => {
  const secure = await frontDoor(t, { publicUrl: 'https://go.example.com' });
  const { browser } = await secure.owner('olivia@example.com');
  const answer = await browser.post('/auth/sign-in/email', { email: 'olivia@example.com', password });
  t.match(answer.cookies[0], /^__Secure-fairlead\.session_token=.*; Secure/);
  t.equal((await browser.get('/v1/me')).status, 200);
});

t.test('a wrong password and an unknown address are answered alike', async (t) => {
  const [known, unknown] = [
    await signIn(door.browser(), wrong),
    await door.browser().post('/auth/sign-in/email', { email: 'nobody@example.com', password: wrong }),
  ];
  t.match(known, { status: 401, body: { code: 'wrong_credentials' }, cookies: [] });
  const { instance: _one, ...told } = known.body;
  const { instance: _other, ...toldOfNobody } = unknown.body;
  t.strictSame(toldOfNobody, told);
});

t.test('a session is another one after every sign-in, and the one before ends', async (t) => {
  const one = door.browser();
  await signIn(one);
  const stolen = one.copy();
  t.ok(await isIn(stolen));
  await signIn(one);
  t.not(one.cookie(), stolen.cookie());
  t.ok(await isIn(one));
  t.notOk(await isIn(stolen));
});

t.test('signing out ends the session, everywhere ends all', async (t) => {
  const [one, other] = [door.browser(), door.browser()];
  await signIn(one);
  await signIn(other);
  const stolen = one.copy();
  t.equal((await one.post('/auth/sign-out')).status, 200);
  t.equal(one.cookie(), '');
  t.notOk(await isIn(stolen));
  t.ok(await isIn(other));
  await signIn(one);
  t.equal((await one.post('/auth/revoke-sessions')).status, 200);
  for (const browser of [one, other, olivia]) t.notOk(await isIn(browser));
  t.match(await other.get('/v1/me'), { status: 401, body: { code: 'not_signed_in' } });
});

t.test('changing the password takes the present one, and ends all other sessions', async (t) => {
  const [one, other] = [door.browser(), door.browser()];
  await signIn(one);
  await signIn(other);
  const stolen = one.copy();
  const change = (currentPassword: string, newPassword: string) =>
    one.post('/auth/change-password', { currentPassword, newPassword });
  t.match(await change(wrong, 'a new long password'), { status: 422, body: { code: 'wrong_password' } });
  t.match(await change(password, 'short'), { status: 400, body: { errors: [{ path: '/newPassword' }] } });
  t.equal((await change(password, 'a new long password')).status, 200);
  t.ok(await isIn(one));
  for (const browser of [other, stolen]) t.notOk(await isIn(browser));
  t.equal((await signIn(door.browser())).status, 401);
  t.equal((await signIn(door.browser(), 'a new long password')).status, 200);
  t.equal((await change('a new long password', password)).status, 200);
  t.match(await one.post('/auth/set-password', { newPassword: wrong }), {
    status: 409,
    body: { code: 'illegal_transition' },
  });
});

t.test('nobody makes an account unasked: everything else of the sign-in library is closed', async (t) => {
  for (const path of [
    '/sign-up/email',
    '/sign-in/social',
    '/request-password-reset',
    '/reset-password',
    '/verify-email',
    '/magic-link/verify',
    '/update-user',
    '/delete-user',
    '/change-email',
    '/list-sessions',
    '/fairlead/enter',
    '/two-factor/send-otp',
    '/ok',
  ]) {
    for (const method of ['GET', 'POST'] as const) {
      const body = method === 'GET' ? undefined : { email: 'eve@example.com', password, name: 'Eve', personId: 'x' };
      t.equal((await olivia.ask(method, `/auth${path}`, body)).status, 404, `${method} ${path}`);
    }
  }
});

t.test('an altered, cut or made-up cookie is nobody', async (t) => {
  const one = door.browser();
  await signIn(one);
  const cookie = one.cookie();
  for (const altered of [cookie.slice(0, -4), cookie.replace('=', '=x'), 'fairlead.session_token=', `${cookie}%00`]) {
    const answer = await door.browser().get('/v1/me', { cookie: altered });
    t.match(answer, { body: { code: /not_signed_in|missing_authorization/ } }, altered);
    t.equal(answer.status, 401);
  }
});

t.test('what a cookie gets is kept by nothing on the way', async (t) => {
  const one = door.browser();
  await signIn(one);
  for (const path of ['/v1/me', '/v1/members', '/v1/affiliates', '/v1/conversions.csv', '/auth/get-session']) {
    const { status, headers } = await one.get(path, inside(organizationId));
    t.match({ status, headers }, { status: 200, headers: { 'cache-control': 'no-store' } }, path);
  }
});

t.test('a key belongs to no person, and wins over a cookie', async (t) => {
  const { liveKey, organizationId: other } = await door.organization('Other');
  const authorization = `Bearer ${liveKey.key}`;
  const one = door.browser();
  await signIn(one);
  for (const path of ['/v1/me', '/v1/members', '/v1/invitations']) {
    t.match(await one.get(path, { authorization }), { status: 403, body: { code: 'people_only' } }, path);
  }
  t.match(await one.get('/v1/organization', { authorization, ...inside(organizationId) }), { body: { id: other } });
});

t.test('wrong passwords at speed are stopped, by account and by address', async (t) => {
  const limits = { signIn: { perSecond: 0.001, burst: 15 }, signInAccount: { perSecond: 0.001, burst: 5 } };
  const strict = await frontDoor(t, { limits });
  const guess = (email: string) => strict.browser().post('/auth/sign-in/email', { email, password: wrong });
  const statuses = [];
  for (let n = 0; n < 7; n++) statuses.push((await guess('olivia@example.com')).status);
  t.strictSame(statuses, [401, 401, 401, 401, 401, 429, 429]);
  const others = [];
  for (let n = 0; n < 10; n++) others.push((await guess(`n${n}@example.com`)).status);
  t.strictSame(others.slice(0, 8), [401, 401, 401, 401, 401, 401, 401, 401], 'others may still try');
  const last = await strict.browser().post('/auth/invitation/look', { token: 'x' });
  t.match(last, { status: 429, body: { code: 'too_many_requests' } });
  t.ok(Number(last.headers['retry-after']) > 0);
});
