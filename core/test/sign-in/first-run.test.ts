import t from 'tap';
import { frontDoor, inside, password } from './support/front-door.ts';

const door = await frontDoor(t);
const { browser, organization, ownerToken } = door;
const acme = { name: 'Acme Shoes', homeCurrency: 'EUR', timeZone: 'Europe/Berlin' };

t.test('an owner link makes the account, names the organization and signs in', async (t) => {
  const { organizationId } = await organization('My brand');
  const token = await ownerToken(organizationId);
  const olivia = browser();
  t.match(await olivia.post('/auth/first-run/look', { token }), {
    status: 200,
    body: { organization: undefined, homeCurrency: 'USD', timeZone: 'UTC', settled: false },
  });
  const answer = await olivia.post('/auth/first-run', {
    token,
    name: 'Olivia',
    email: ' Olivia@Example.com ',
    password,
    organization: acme,
  });
  t.match(answer, { status: 200, body: { organizationId } });
  const { status, body } = await olivia.get('/v1/me');
  t.equal(status, 200);
  t.match(body, {
    user: { email: 'olivia@example.com', name: 'Olivia', twoFactor: false },
    memberships: [{ organizationId, role: 'owner', ...acme }],
  });
  t.match(await olivia.get('/v1/organization', inside(organizationId)), { status: 200, body: acme });
  t.match(await olivia.get('/v1/organization'), { status: 200, body: acme }, 'the only one need not be named');

  t.match(await browser().post('/auth/first-run/look', { token }), { status: 410, body: { code: 'link_used' } });
  const again = { token, name: 'Eve', email: 'eve@example.com', password };
  t.match(await browser().post('/auth/first-run', again), { status: 410, body: { code: 'link_used' } });
});

t.test('of 100 who use it at once one gets in', async (t) => {
  const { organizationId } = await organization();
  const token = await ownerToken(organizationId);
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      browser().post('/auth/first-run', { token, name: 'N', email: `n${n}@example.com`, password }),
    ),
  );
  t.strictSame([...new Set(all.map(({ status }) => status))].sort(), [200, 410]);
  t.equal(all.filter(({ status }) => status === 200).length, 1);
});

t.test('the first owner ends the other owner links of the organization, those after leave them', async (t) => {
  const { organizationId } = await organization();
  const join = async (token: string, email: string) =>
    (await browser().post('/auth/first-run', { token, name: 'N', email, password })).status;
  const [printed, earlier] = [await ownerToken(organizationId), await ownerToken(organizationId)];
  const elsewhere = await ownerToken((await organization()).organizationId);
  t.equal(await join(printed, 'first@example.com'), 200);
  t.equal(await join(earlier, 'eve@example.com'), 410, 'which may stand in a log');
  t.equal(await join(elsewhere, 'other@example.com'), 200);
  const [second, third] = [await ownerToken(organizationId), await ownerToken(organizationId)];
  t.equal(await join(second, 'second@example.com'), 200);
  t.equal(await join(third, 'third@example.com'), 200);
});
