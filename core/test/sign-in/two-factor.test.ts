import { createHmac } from 'node:crypto';
import t from 'tap';
import { type Browser, frontDoor, inside, password, tokenOf } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser: olivia, organizationId } = await door.owner('olivia@example.com');

/** RFC 6238 with the defaults of every authenticator. */
function totp(uri: string, at = Date.now()): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const signIn = (who: Browser) => who.post('/auth/sign-in/email', { email: 'olivia@example.com', password });
const isIn = async (who: Browser): Promise<boolean> => (await who.get('/v1/me')).status === 200;
let uri = '';
let backupCodes: readonly string[] = [];

t.test('a second factor begins with the password, and holds once a code was given', async (t) => {
  t.match(await olivia.post('/auth/two-factor/enable', { password: 'wrong password' }), {
    body: { code: 'wrong_password' },
  });
  const begun = await olivia.post('/auth/two-factor/enable', { password });
  t.equal(begun.status, 200);
  uri = begun.body['totpURI'] as string;
  backupCodes = begun.body['backupCodes'] as string[];
  t.equal(backupCodes.length, 10);
  t.match(await olivia.post('/auth/two-factor/verify-totp', { code: '000000' }), {
    status: 422,
    body: { code: 'wrong_code' },
  });
  t.match((await olivia.get('/v1/me')).body, { user: { twoFactor: false } });
  const stolen = olivia.copy();
  t.equal((await olivia.post('/auth/two-factor/verify-totp', { code: totp(uri) })).status, 200);
  t.match((await olivia.get('/v1/me')).body, { user: { twoFactor: true } });
  t.notOk(await isIn(stolen), 'the session is a new one');
});

t.test('it is asked for after a password', async (t) => {
  const one = door.browser();
  t.match(await signIn(one), { status: 200, body: { twoFactorRedirect: true } });
  t.notOk(await isIn(one));
  t.match(await one.post('/auth/two-factor/verify-totp', { code: '000000' }), { status: 422 });
  t.equal((await one.post('/auth/two-factor/verify-totp', { code: totp(uri) })).status, 200);
  t.ok(await isIn(one));
});

t.test('and after a link, whatever it is for', async (t) => {
  const one = door.browser();
  const before = door.lines.length;
  await one.post('/auth/sign-in/magic-link', { email: 'olivia@example.com' });
  for (let n = 0; n < 200 && door.lines.length === before; n++) await new Promise((resolve) => setTimeout(resolve, 25));
  t.match(await one.post('/auth/magic-link/redeem', { token: door.loggedToken() }), {
    status: 200,
    body: { twoFactorRedirect: true },
  });
  t.notOk(await isIn(one));
  t.equal((await one.post('/auth/two-factor/verify-totp', { code: totp(uri) })).status, 200);
  t.ok(await isIn(one));

  const { browser: adam, organizationId: other } = await door.owner('adam@example.com');
  const made = await adam.post('/v1/invitations', { email: 'olivia@example.com', role: 'viewer' }, inside(other));
  const guest = door.browser();
  const accepted = await guest.post('/auth/invitation/accept', {
    token: tokenOf(made.body['link'] as string),
    password,
  });
  t.match(accepted, { status: 200, body: { organizationId: other, twoFactorRedirect: true } });
  t.notOk(await isIn(guest));
});

t.test('a backup code works once', async (t) => {
  const [code] = backupCodes;
  const [one, two] = [door.browser(), door.browser()];
  await signIn(one);
  t.equal((await one.post('/auth/two-factor/verify-backup-code', { code })).status, 200);
  t.ok(await isIn(one));
  await signIn(two);
  t.match(await two.post('/auth/two-factor/verify-backup-code', { code }), {
    status: 422,
    body: { code: 'wrong_code' },
  });
  t.notOk(await isIn(two));
});

t.test('codes cannot be guessed at: the account closes for a while', async (t) => {
  const statuses = new Set<number>();
  let last: Awaited<ReturnType<typeof signIn>> | undefined;
  for (let round = 0; round < 4; round++) {
    const one = door.browser();
    await signIn(one);
    for (let n = 0; n < 4; n++) {
      last = await one.post('/auth/two-factor/verify-totp', { code: `00000${n}` });
      statuses.add(last.status);
    }
  }
  t.ok(statuses.has(429), [...statuses].join());
  t.match(last, { status: 429, body: { code: 'too_many_requests' } });
});

t.test('without a challenge there is nothing to verify', async (t) => {
  const answer = await door.browser().post('/auth/two-factor/verify-totp', { code: totp(uri) });
  t.match(answer, { status: 401, body: { code: 'not_signed_in' } });
});

t.test('it ends with the password', async (t) => {
  t.match(await olivia.post('/auth/two-factor/disable', { password: 'wrong password' }), {
    body: { code: 'wrong_password' },
  });
  t.equal((await olivia.post('/auth/two-factor/disable', { password })).status, 200);
  t.match((await olivia.get('/v1/me')).body, { user: { twoFactor: false }, memberships: [{ organizationId }] });
  const one = door.browser();
  t.match(await signIn(one), { status: 200, body: { twoFactorRedirect: undefined } });
  t.ok(await isIn(one));
});
