import t from 'tap';
import { type Browser, frontDoor, password } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser: olivia } = await door.owner('olivia@example.com');
const { browser: bruno } = await door.owner('bruno@example.com');
const signIn = (who: Browser) => who.post('/auth/sign-in/email', { email: 'olivia@example.com', password });
const isIn = async (who: Browser): Promise<boolean> => (await who.get('/v1/me')).status === 200;

interface Listed {
  readonly id: string;
  readonly current: boolean;
  readonly agent: string | null;
}
const list = async (who: Browser): Promise<readonly Listed[]> =>
  (await who.get('/auth/sessions')).body['data'] as readonly Listed[];

t.test('a name is changed by who bears it, and read as text', async (t) => {
  const name = '<b>Olivia</b> Ünal';
  t.equal((await olivia.post('/auth/name', { name })).status, 200);
  t.match((await olivia.get('/v1/me')).body, { user: { name } });
  for (const wrong of [{}, { name: '' }, { name: 'x'.repeat(201) }, { name: 1 }, { name: 'Eve', image: 'x' }]) {
    t.equal((await olivia.post('/auth/name', wrong)).status, 400, JSON.stringify(wrong));
  }
  t.match(await door.browser().post('/auth/name', { name: 'Nobody' }), {
    status: 401,
    body: { code: 'not_signed_in' },
  });
});

t.test('each browser somebody is signed in with is listed without its token, and ended alone', async (t) => {
  const other = door.browser();
  await signIn(other);
  const sessions = await list(olivia);
  t.equal(sessions.filter(({ current }) => current).length, 1);
  const answer = await olivia.get('/auth/sessions');
  const token = decodeURIComponent(olivia.cookie().split('=')[1] ?? '').split('.')[0] ?? '';
  t.ok(token.length > 20);
  t.notMatch(JSON.stringify(answer.body), token);
  const [ended] = (await list(other)).filter(({ current }) => current);
  t.equal((await olivia.post('/auth/sessions/end', { id: ended?.id })).status, 200);
  t.notOk(await isIn(other));
  t.ok(await isIn(olivia));
  t.match(await olivia.post('/auth/sessions/end', { id: ended?.id }), { status: 404, body: { code: 'not_found' } });
});

t.test('sessions of others are neither told nor ended', async (t) => {
  const [mine] = await list(olivia);
  t.notOk((await list(bruno)).some(({ id }) => id === mine?.id));
  t.equal((await bruno.post('/auth/sessions/end', { id: mine?.id })).status, 404);
  t.ok(await isIn(olivia));
  t.match(await door.browser().get('/auth/sessions'), { status: 401, body: { code: 'not_signed_in' } });
});
