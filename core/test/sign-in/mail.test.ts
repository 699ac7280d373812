import { once } from 'node:events';
import net from 'node:net';
import t, { type Test } from 'tap';
import { frontDoor, inside, password } from './support/front-door.ts';

interface PostOffice {
  readonly url: string;
  /** What arrived, headers and text. */
  readonly mails: string[];
  readonly next: () => Promise<string>;
}

/** An SMTP server that takes everything. */
async function postOffice(t: Test): Promise<PostOffice> {
  const mails: string[] = [];
  const server = net.createServer((socket) => {
    let text = '';
    let inMail = false;
    socket.on('error', () => undefined);
    socket.write('220 here\r\n');
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (
        let end = text.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = text.indexOf(inMail ? '\r\n.\r\n' : '\r\n')
      ) {
        const line = text.slice(0, end);
        text = text.slice(end + (inMail ? 5 : 2));
        if (inMail) mails.push(line);
        const begins = !inMail && /^DATA/i.test(line);
        socket.write(begins ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n');
        inMail = begins;
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => void server.close());
  const { port } = server.address() as net.AddressInfo;
  let read = 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    next: async () => {
      for (let n = 0; n < 400 && mails.length <= read; n++) await new Promise((resolve) => setTimeout(resolve, 25));
      // Long lines are folded in quoted-printable.
      return (mails[read++] ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    },
  };
}

const tokenIn = (mail: string): string => /[?&]token=([\w-]{43})/.exec(mail)?.[1] ?? '';

t.test('links go out by mail, and are in no log', async (t) => {
  const office = await postOffice(t);
  const door = await frontDoor(t, { mail: { smtpUrl: office.url, from: 'Acme <acme@example.com>' } });
  const { browser: olivia, organizationId } = await door.owner('olivia@example.com');

  await door.browser().post('/auth/sign-in/magic-link', { email: 'olivia@example.com', callbackURL: '/sales' });
  const letter = await office.next();
  t.match(letter, /^From: Acme <acme@example\.com>/m);
  t.match(letter, /^To: olivia@example\.com/m);
  t.match(letter, 'http://localhost:4400/sign-in/link?token=');
  t.match(letter, '&callbackURL=%2Fsales');
  t.equal((await door.browser().post('/auth/magic-link/redeem', { token: tokenIn(letter) })).status, 200);

  const made = await olivia.post(
    '/v1/invitations',
    { email: 'max@example.com', role: 'manager' },
    inside(organizationId),
  );
  t.match(made, { status: 201, body: { mailed: true } });
  const invited = await office.next();
  t.match(invited, /^Subject: You are invited to Acme/m);
  t.notMatch(invited, made.body['link'], 'the mailed link is another one than the one shown');
  const max = door.browser();
  const accepted = await max.post('/auth/invitation/accept', { token: tokenIn(invited), name: 'Max' });
  t.match(accepted, { status: 200 }, 'without a password: mail signs them in from now on');
  t.match((await max.get('/auth/get-session')).body, { user: { emailVerified: true } });
  t.equal((await max.post('/auth/set-password', { newPassword: password })).status, 200);
  t.equal((await door.browser().post('/auth/sign-in/email', { email: 'max@example.com', password })).status, 200);
  t.strictSame(door.lines, []);
});

t.test('who made an account with an address that is not theirs loses it to who reads its mail', async (t) => {
  const office = await postOffice(t);
  const door = await frontDoor(t, { mail: { smtpUrl: office.url } });
  const { browser: eve, organizationId } = await door.owner('eve@example.com', 'Eve');
  const squatter = await door.member(eve, organizationId, 'boss@example.com', 'viewer');
  await office.next();
  t.match((await squatter.get('/auth/get-session')).body, { user: { emailVerified: false } });
  await door.browser().post('/auth/sign-in/magic-link', { email: 'boss@example.com' });
  const boss = door.browser();
  t.equal((await boss.post('/auth/magic-link/redeem', { token: tokenIn(await office.next()) })).status, 200);
  t.equal((await squatter.get('/v1/me')).status, 401, 'the session has ended');
  const knocking = await door.browser().post('/auth/sign-in/email', { email: 'boss@example.com', password });
  t.equal(knocking.status, 401, 'the password is gone');
  t.match((await boss.get('/auth/get-session')).body, { user: { emailVerified: true } });
});

t.test(
  'nor is an address proven by an owner link of a second organization, or kept by an invitation to it',
  async (t) => {
    const office = await postOffice(t);
    const door = await frontDoor(t, { mail: { smtpUrl: office.url } });
    const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
    t.match((await olivia.get('/auth/get-session')).body, { user: { emailVerified: true } }, 'whose server it is');
    const { browser: eve } = await door.owner('boss@example.com', 'Eve');
    t.match((await eve.get('/auth/get-session')).body, { user: { emailVerified: false } });

    await olivia.post('/v1/invitations', { email: 'boss@example.com', role: 'admin' }, inside(organizationId));
    const boss = door.browser();
    const accepted = await boss.post('/auth/invitation/accept', { token: tokenIn(await office.next()) });
    t.match(accepted, { status: 200, body: { organizationId } });
    t.equal((await eve.get('/v1/members', inside(organizationId))).status, 401, 'the session has ended');
    const knocking = await door.browser().post('/auth/sign-in/email', { email: 'boss@example.com', password });
    t.equal(knocking.status, 401, 'the password is gone');
    t.equal((await boss.get('/v1/members', inside(organizationId))).status, 200);
    t.match((await boss.get('/auth/get-session')).body, { user: { emailVerified: true } });
  },
);

t.test('a post office that is away locks nobody out: the link is in the log', async (t) => {
  const door = await frontDoor(t, { mail: { smtpUrl: 'smtp://127.0.0.1:1' } });
  await door.owner('olivia@example.com');
  t.equal((await door.browser().post('/auth/sign-in/magic-link', { email: 'olivia@example.com' })).status, 200);
  for (let n = 0; n < 400 && door.lines.length === 0; n++) await new Promise((resolve) => setTimeout(resolve, 25));
  t.equal((await door.browser().post('/auth/magic-link/redeem', { token: door.loggedToken() })).status, 200);
});
