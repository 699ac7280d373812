import { createHash } from 'node:crypto';
import t from 'tap';
import { openConnections } from '../../src/flows/connections.ts';
import { changeConnection } from '../../src/flows/manage/change-connection.ts';
import { connectProcessor } from '../../src/flows/manage/connect-processor.ts';
import { createApiKey } from '../../src/flows/manage/create-api-key.ts';
import { listApiKeys, readApiKey } from '../../src/flows/manage/read-api-keys.ts';
import { listConnections, readConnection } from '../../src/flows/manage/read-connections.ts';
import { revokeApiKey } from '../../src/flows/manage/revoke-api-key.ts';
import { rotateSigningSecret } from '../../src/flows/manage/rotate-signing-secret.ts';
import { findApiKey } from '../../src/store/doors.ts';
import { openSigningSecrets } from '../../src/store/sealed-columns.ts';
import { sealer } from '../../src/store/sealing.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization } = await testDesk(t);
const page = { take: 50, sort: '-created' } as const;
const acme = { adapter: 'acme', mode: 'live', credentials: { signingSecret: 'first-secret' } } as const;

/** What a delivery is verified with. */
const secretsOf = async (id: string) => (await openConnections(desk.engine, desk.sealer, 0).open(id))?.secrets;

void t.test('a connection says where to deliver, and never shows a secret', async (t) => {
  const { scope } = await organization();
  const connection = await connectProcessor(desk, scope, { ...acme, settings: { aliases: { click: ['ref'] } } });
  t.match(connection, {
    name: 'Acme Pay',
    account: null,
    credentials: ['signingSecret'],
    active: true,
    settings: {
      aliases: {
        click: ['ref'],
        customer: [],
        campaign: [],
      },
    },
    webhookUrl: `https://go.example.com/hooks/${connection.id}`,
  });
  t.notMatch(JSON.stringify(await listConnections(desk, scope, page)), 'first-secret');
  t.same(await secretsOf(connection.id), ['first-secret']);
  t.match(await listConnections(desk, scope, { ...page, adapter: 'stripe' }), { total: 0 });
});

void t.test('a rolled secret leaves the one before it good, until credentials change once more', async (t) => {
  const { scope } = await organization();
  const { id } = await connectProcessor(desk, scope, acme);
  await changeConnection(desk, scope, id, { credentials: { signingSecret: 'second-secret' } });
  t.same(await secretsOf(id), ['second-secret', 'first-secret']);
  const more = await changeConnection(desk, scope, id, { credentials: { apiKey: 'sk_1' } });
  t.same(more.credentials.toSorted(), ['apiKey', 'signingSecret'], 'what is left out stays');
  t.same(await secretsOf(id), ['second-secret']);
  t.match(await changeConnection(desk, scope, id, { credentials: { apiKey: null } }), {
    credentials: ['signingSecret'],
  });
});

void t.test(
  'credentials are held against the schema of the adapter, and not repeated in what is refused',
  async (t) => {
    const { scope } = await organization();
    for (const credentials of [{}, { signingSecret: 'x' }, { signingSecret: 'long enough', unknown: 'hush' }]) {
      const refused = connectProcessor(desk, scope, { ...acme, credentials });
      await t.rejects(refused, { code: 'invalid_settings', extra: { errors: [{ path: /^\/credentials\// }] } });
      await refused.catch((error: unknown) => t.notMatch(JSON.stringify(error), /long enough|hush/));
    }
    const { id } = await connectProcessor(desk, scope, acme);
    await t.rejects(changeConnection(desk, scope, id, { credentials: { signingSecret: null } }), {
      code: 'invalid_settings',
    });
    await t.rejects(connectProcessor(desk, scope, { ...acme, adapter: 'nobody' }), {
      code: 'invalid_settings',
      message: /no adapter 'nobody' is loaded.*loaded: acme/,
    });
  },
);

void t.test('when the key of the installation is lost, secrets are entered again', async (t) => {
  const { scope } = await organization();
  const { id } = await connectProcessor(desk, scope, acme);
  const other = { ...desk, sealer: sealer([Buffer.alloc(32, 7)]) };
  t.match(await readConnection(other, scope, id), { credentials: [] });
  await t.rejects(openConnections(desk.engine, other.sealer, 0).open(id), { name: 'SealError' });
  await changeConnection(other, scope, id, { credentials: { signingSecret: 'entered again' } });
  t.match(await readConnection(other, scope, id), { credentials: ['signingSecret'] });
});

void t.test('connections are paused and renamed under their version', async (t) => {
  const { scope } = await organization();
  const { id } = await connectProcessor(desk, scope, acme);
  const paused = await changeConnection(desk, scope, id, { active: false, account: 'acct_1', name: 'EU', version: 1 });
  t.match(paused, { active: false, account: 'acct_1', name: 'EU', version: 2 });
  await t.rejects(changeConnection(desk, scope, id, { active: true, version: 1 }), { code: 'stale_version' });
});

void t.test('I3: a key is shown once, and stored as a hash', async (t) => {
  const { scope, organizationId } = await organization();
  const made = await createApiKey(desk, scope, { name: 'Shop', mode: 'live', scopes: ['track'], signed: false });
  t.match(made, { key: /^fl_live_[\w-]{43}$/, prefix: made.key.slice(0, 12), signingSecret: null, revokedAt: null });
  const hash = (key: string): Buffer => createHash('sha256').update(key).digest();
  const { key, signingSecret: _, ...row } = made;
  t.match(await findApiKey(desk.engine.store, hash(key)), { organizationId, id: made.id, scopes: ['track'] });
  t.same(await readApiKey(desk, scope, made.id), row);
  t.notMatch(JSON.stringify(await listApiKeys(desk, scope, page)), key);

  const revoked = await revokeApiKey(desk, scope, made.id);
  t.match(revoked, { revokedAt: '2026-06-01T12:00:00.000Z' });
  t.equal(await findApiKey(desk.engine.store, hash(key)), null);
  t.same(await revokeApiKey(desk, scope, made.id), revoked);
});

void t.test('I3: two signing secrets are live while one is replaced', async (t) => {
  const { scope, organizationId } = await organization();
  const made = await createApiKey(desk, scope, { name: 'Shop', mode: 'live', scopes: ['track'], signed: true });
  t.match(made, { signingSecret: /^whsec_[A-Za-z0-9+/]{43}=$/, signing: { required: true, secrets: 1 } });
  const live = async (): Promise<readonly string[]> => {
    const hash = createHash('sha256').update(made.key).digest();
    const row = await findApiKey(desk.engine.store, hash);
    return openSigningSecrets(desk.sealer, { organizationId, id: made.id, signingSealed: row!.signingSealed });
  };
  const { signingSecret: second } = await rotateSigningSecret(desk, scope, made.id);
  t.same(await live(), [second, made.signingSecret]);
  const { signingSecret: third } = await rotateSigningSecret(desk, scope, made.id);
  t.same(await live(), [third, second]);
  t.match(await readApiKey(desk, scope, made.id), { signing: { secrets: 2 } });

  const plain = await createApiKey(desk, scope, { name: 'Plain', mode: 'test', scopes: ['read'], signed: false });
  await t.rejects(rotateSigningSecret(desk, scope, plain.id), { code: 'invalid_settings' });
  await revokeApiKey(desk, scope, made.id);
  await t.rejects(rotateSigningSecret(desk, scope, made.id), { code: 'illegal_transition' });
});

void t.test('a key may be bound to one campaign of its organization', async (t) => {
  const { scope } = await organization();
  const campaignId = '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
  const input = { name: 'Bound', mode: 'live', scopes: ['track' as const], signed: false, campaignId } as const;
  await t.rejects(createApiKey(desk, scope, { ...input, scopes: ['track'] }), { code: 'unknown_reference' });
});
