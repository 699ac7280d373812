import t from 'tap';
import { frontDoor, inside, password, unsaid } from './support/front-door.ts';

/** A browser sends cookies along whatever page asks; what changes something must come from a page of ours. */

const door = await frontDoor(t);
const { browser: olivia, organizationId } = await door.owner('olivia@example.com');
const foreign: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4400' },
  { 'sec-fetch-site': unsaid, origin: 'https://evil.example' },
  { 'sec-fetch-site': unsaid, origin: 'null' },
  { 'sec-fetch-site': unsaid, origin: 'http://localhost:4401' },
];
const own: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': unsaid, origin: 'http://localhost:4400' },
  { 'sec-fetch-site': unsaid, origin: 'https://go.example.com', host: 'go.example.com' },
];
const change = (headers: Record<string, string>) =>
  olivia.ask('PATCH', '/v1/organization', { name: 'Acme' }, { ...headers, ...inside(organizationId) });

t.test('a page of another origin changes nothing with the cookies of ours', async (t) => {
  for (const headers of foreign) {
    t.match(await change(headers), { status: 403, body: { code: 'cross_origin' } }, JSON.stringify(headers));
  }
  t.match(await change({ 'sec-fetch-site': unsaid }), { status: 403, body: { code: 'cross_origin' } });
  for (const headers of own) t.equal((await change(headers)).status, 200, JSON.stringify(headers));
});

t.test('nor does it sign anybody in or out', async (t) => {
  for (const headers of foreign) {
    for (const [url, body] of [
      ['/auth/sign-in/email', { email: 'olivia@example.com', password }],
      ['/auth/sign-out', {}],
      ['/auth/revoke-sessions', {}],
      ['/auth/magic-link/redeem', { token: 'x' }],
      ['/auth/first-run', {}],
    ] as const) {
      const answer = await olivia.post(url, body, headers);
      t.match(answer, { status: 403, body: { code: 'cross_origin' } }, `${url} ${JSON.stringify(headers)}`);
    }
  }
  t.equal((await olivia.get('/v1/me')).status, 200);
});

t.test('a program without cookies may sign in, and reading is open to its own cookies', async (t) => {
  const program = door.browser();
  const answer = await program.post(
    '/auth/sign-in/email',
    { email: 'olivia@example.com', password },
    { 'sec-fetch-site': unsaid },
  );
  t.equal(answer.status, 200);
  t.equal((await program.get('/v1/me', { 'sec-fetch-site': unsaid })).status, 200);
});

t.test('keys need no origin', async (t) => {
  const { liveKey } = await door.organization();
  const answer = await door.browser().ask(
    'PATCH',
    '/v1/organization',
    { name: 'By key' },
    {
      authorization: `Bearer ${liveKey.key}`,
      'sec-fetch-site': 'cross-site',
    },
  );
  t.equal(answer.status, 200);
});
