import t from 'tap';
import { testServer } from './fixtures/server.ts';

const { brand } = await testServer(t);

void t.test('C9: a test key makes nothing that could make a live sale', async (t) => {
  const { call, liveKey, testKey } = await brand();
  const refused = { status: 403, body: { code: 'key_out_of_scope' } };
  const connection = { adapter: 'acme', name: 'Acme', credentials: { signingSecret: 'a secret of sixteen' } };
  const live = await call('POST', '/connections', { ...connection, mode: 'live' });
  t.equal(live.status, 201);
  for (const [path, body] of [
    ['/api-keys', { name: 'Shop', scopes: ['track'] }],
    ['/api-keys', { name: 'Shop', scopes: ['track'], mode: 'live' }],
    [`/api-keys/${liveKey.id}/signing-secret`, undefined],
    [`/api-keys/${liveKey.id}/revoke`, undefined],
    ['/connections', { ...connection, mode: 'live' }],
  ] as const) {
    t.match(await call('POST', path, body ?? {}, testKey.key), refused, path);
  }
  const path = `/connections/${String(live.body['id'])}`;
  t.match(await call('PATCH', path, { credentials: connection.credentials }, testKey.key), refused);
  t.match(await call('GET', path, undefined, testKey.key), { status: 200 }, 'it may look');

  t.match(await call('POST', '/api-keys', { name: 'Shop', mode: 'test' }, testKey.key), { status: 201 });
  const own = await call('POST', '/connections', { ...connection, mode: 'test' }, testKey.key);
  t.equal(own.status, 201);
  const change = await call('PATCH', `/connections/${String(own.body['id'])}`, { name: 'Other' }, testKey.key);
  t.match(change, { status: 200 });
});
