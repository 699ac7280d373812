import { Client } from 'pg';
import t from 'tap';
import { makeLinkToken } from '../../src/flows/sign-in/link-token.ts';
import { frontDoor, password } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser: olivia } = await door.owner('olivia@example.com');
const gone = { status: 410, body: { code: 'link_used' } };

const superuser = new Client({ connectionString: door.database.superuserUrl });
await superuser.connect();
t.teardown(() => superuser.end());

/** Asks for a link and reads it in the log, which is where it goes without mail. */
async function newLink(email = 'olivia@example.com'): Promise<string> {
  const before = door.lines.length;
  await door.browser().post('/auth/sign-in/magic-link', { email });
  for (let n = 0; n < 200 && door.lines.length === before; n++) await new Promise((resolve) => setTimeout(resolve, 25));
  return door.loggedToken();
}
const redeem = (token: string, more: object = {}) => door.browser().post('/auth/magic-link/redeem', { token, ...more });

t.test('a link is sent to who is known; the answer does not tell', async (t) => {
  const known = await door.browser().post('/auth/sign-in/magic-link', { email: 'olivia@example.com' });
  const unknown = await door.browser().post('/auth/sign-in/magic-link', { email: 'nobody@example.com' });
  t.strictSame([known.status, known.body], [200, { status: true }]);
  t.strictSame([unknown.status, unknown.body], [known.status, known.body]);
  const token = await newLink(' Olivia@Example.com');
  t.match(token, /^[\w-]{43}$/);
  t.notOk(door.lines.some((line) => line.includes('nobody@example.com')));
  const { rows } = await superuser.query<{ kept: string }>('select hash::text as kept from auth.sign_in_link');
  t.notOk(
    rows.some(({ kept }) => kept.includes(token)),
    'only its hash is kept',
  );
});

t.test('opening the page uses nothing up; the POST does, once', async (t) => {
  const token = await newLink();
  for (const path of [
    '/sign-in/link',
    '/auth/magic-link/redeem',
    '/auth/magic-link/verify',
    '/auth/sign-in/magic-link',
  ]) {
    const answer = await door.browser().get(`${path}?token=${token}`);
    t.strictSame(answer.cookies, [], path);
  }
  const one = door.browser();
  t.match(await one.post('/auth/magic-link/redeem', { token }), { status: 200, body: {} });
  t.match((await one.get('/v1/me')).body, { user: { email: 'olivia@example.com' } });
  t.match(await redeem(token), gone);
});

t.test('of 100 who use it at once one gets in', async (t) => {
  const token = await newLink();
  const all = await Promise.all(Array.from({ length: 100 }, () => redeem(token)));
  t.equal(all.filter(({ status }) => status === 200).length, 1);
  t.equal(all.filter(({ status }) => status === 410).length, 99);
});

t.test('expired, altered and made-up links are gone', async (t) => {
  const token = await newLink();
  for (const wrong of [token.slice(0, -1), `${token}x`, token.toLowerCase(), makeLinkToken(), '%', '\u{1F511}'])
    t.match(await redeem(wrong), gone, wrong);
  t.match(await redeem(''), { status: 400 });
  await superuser.query(`update auth.sign_in_link set expires_at = now() - interval '1 second'`);
  t.match(await redeem(token), gone);
});

t.test('a link leads on to pages of this server only', async (t) => {
  const ask = (callbackURL: string) =>
    door.browser().post('/auth/sign-in/magic-link', { email: 'olivia@example.com', callbackURL });
  t.equal((await ask('/sales?status=pending')).status, 200);
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])
    t.match(await ask(elsewhere), { status: 400 }, elsewhere);
});

t.test('a link lets one choose a new password; sessions of before end', async (t) => {
  const before = door.browser();
  await before.post('/auth/sign-in/email', { email: 'olivia@example.com', password });
  t.match(await redeem(await newLink(), { newPassword: 'short' }), { status: 400 });
  t.equal((await redeem(await newLink(), { newPassword: 'another long password' })).status, 200);
  t.equal((await before.get('/v1/me')).status, 401);
  t.equal((await olivia.get('/v1/me')).status, 401);
  const signIn = async (given: string) =>
    (await door.browser().post('/auth/sign-in/email', { email: 'olivia@example.com', password: given })).status;
  t.strictSame([await signIn(password), await signIn('another long password')], [401, 200]);
});

t.test('a new password ends links that were asked for before', async (t) => {
  const [one, other] = [await newLink(), await newLink()];
  t.equal((await redeem(one, { newPassword: 'one more long password' })).status, 200);
  t.match(await redeem(other), gone);
});

t.test('owner links: expired, altered, and of another kind', async (t) => {
  const { organizationId } = await door.organization();
  const body = { name: 'Eve', email: 'eve@example.com', password };
  const token = await door.ownerToken(organizationId);
  t.match(await door.browser().post('/auth/first-run', { ...body, token: `${token}x` }), gone);
  t.match(await door.browser().post('/auth/invitation/look', { token }), gone, 'an owner link is no invitation');
  t.match(await door.browser().post('/auth/invitation/accept', { token, name: 'Eve', password }), gone);
  for (const wrong of [
    { email: 'eve' },
    { email: 'eve@localhost' },
    { password: 'short' },
    { name: '' },
    { organization: { name: 'Acme', homeCurrency: 'XXQ', timeZone: 'UTC' } },
    { organization: { name: 'Acme', homeCurrency: 'USD', timeZone: '+02:00' } },
  ]) {
    const answer = await door.browser().post('/auth/first-run', { ...body, token, ...wrong });
    t.equal(answer.status, 400, JSON.stringify(wrong));
  }
  await superuser.query(`set session_replication_role = replica`);
  await superuser.query(`update fairlead.invitation set expires_at = now() - interval '1 second'`);
  t.match(await door.browser().post('/auth/first-run/look', { token }), gone);
  t.match(await door.browser().post('/auth/first-run', { ...body, token }), gone);
});
