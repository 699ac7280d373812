import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { symmetricDecrypt } from 'better-auth/crypto';
import t from 'tap';
import { countSealedEarlier, reseal } from '../../src/cli/reseal.ts';
import { sealedEarlier } from '../../src/cli/doctor/secrets.ts';
import { openStore } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import { countEarlier, resealOrganization } from '../../src/store/reseal.ts';
import { type SealedPlace, sealer, type Sealer } from '../../src/store/sealing.ts';
import { addOwnKey, secretKeys } from '../../src/store/secret-keys.ts';
import { inOrganization } from '../../src/store/session.ts';
import { openAuthPool } from '../../src/store/sign-in/auth-pool.ts';
import { brand, type Brand } from '../../src/testing/builders.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';

const { url } = await testDatabase(t);
const store = await openStore({ url, connections: 4 });
t.teardown(() => store.close());

const [before, after, lost] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const [old, both, onlyNew] = [sealer([before]), sealer([after, before]), sealer([after])];

const statement = (name: string, text: string) => ({ name: `test_${name}`, text });

async function connect({ scope, organizationId }: Brand, with_: Sealer, secret: string): Promise<SealedPlace> {
  const place = { organizationId, id: newId() };
  const text = `insert into connection (organization_id, id, adapter, name, mode, sealed) values ($1, $2, 'stripe', 'S', 'live', $3)`;
  const sealed = with_.seal({ present: { signingSecret: secret }, previous: null }, place);
  await inOrganization(store, scope, (session) =>
    session.query(statement('connect', text), [organizationId, place.id, sealed]),
  );
  return place;
}

async function key({ scope, organizationId }: Brand, with_: Sealer): Promise<SealedPlace> {
  const place = { organizationId, id: newId() };
  const text = `insert into api_key (organization_id, id, name, mode, scopes, prefix, hash, signing_sealed) values ($1, $2, 'K', 'live', '{track}', 'fl', $3, $4)`;
  await inOrganization(store, scope, (session) =>
    session.query(statement('key', text), [organizationId, place.id, randomBytes(32), with_.seal(['whsec_1'], place)]),
  );
  return place;
}

const sealedOf = async ({ scope }: Brand, table: string, column: string, { id }: SealedPlace): Promise<Uint8Array> => {
  const text = `select ${column} as sealed from ${table} where id = $1`;
  const [row] = await inOrganization(store, scope, (session) =>
    session.query<{ sealed: Uint8Array }>(statement(`read_${table}`, text), [id]),
  );
  return row?.sealed ?? Buffer.alloc(0);
};

void t.test(
  'everything is sealed anew with the first key, broken off or not, and the earlier key can go',
  async (t) => {
    const one = await brand(store);
    const places = [];
    for (let n = 0; n < 120; n++) places.push(await connect(one, old, `whsec_${n}`));
    const signed = await key(one, old);
    const present = await connect(one, both, 'whsec_new');
    t.equal(await countEarlier(store, one.scope, both), 121);

    const untouched = await sealedOf(one, 'connection', 'sealed', present);
    const brokenOff = resealOrganization(store, one.scope, both, () => {
      throw new Error('the terminal was closed');
    });
    await t.rejects(brokenOff, { message: 'the terminal was closed' });
    t.equal(await countEarlier(store, one.scope, both), 71, 'what was done is done');
    const told: number[] = [];
    const { resealed, closed } = await resealOrganization(store, one.scope, both, (count) => told.push(count));
    t.same([resealed, closed], [71, []]);
    t.same(told, [50, 70, 71]);
    t.equal(await countEarlier(store, one.scope, both), 0);
    t.same(await resealOrganization(store, one.scope, both, () => undefined), { resealed: 0, closed: [] });

    for (const [n, place] of places.entries()) {
      const opened = onlyNew.open(await sealedOf(one, 'connection', 'sealed', place), place);
      t.match(opened, { present: { signingSecret: `whsec_${n}` } });
    }
    t.same(onlyNew.open(await sealedOf(one, 'api_key', 'signing_sealed', signed), signed), ['whsec_1']);
    t.same(
      await sealedOf(one, 'connection', 'sealed', present),
      untouched,
      'what is under the first key is left alone',
    );
  },
);

void t.test('what no key opens is told, and keeps nothing else from being sealed anew', async (t) => {
  const one = await brand(store);
  const gone = await connect(one, sealer([lost]), 'whsec_gone');
  await connect(one, old, 'whsec_here');
  const { resealed, closed } = await resealOrganization(store, one.scope, both, () => undefined);
  t.equal(resealed, 1);
  t.match(closed, [{ table: 'connection', id: gone.id, why: /sealed with the key [0-9a-f]{8}.*FAIRLEAD_SECRET_KEY/ }]);
  t.notMatch(JSON.stringify(closed), /whsec/);
});

void t.test('second factors are sealed anew too, and doctor says what is still under an earlier key', async (t) => {
  const two = await testDatabase(t);
  const own = await openStore({ url: two.url, connections: 2 });
  const pool = openAuthPool(two.url, () => undefined);
  t.teardown(async () => {
    await pool.end();
    await own.close();
  });
  const { symmetricEncrypt } = await import('better-auth/crypto');
  const [first] = old.derive('fairlead sign-in');
  const earlier = { keys: new Map([[first!.number, first!.key]]), currentVersion: first!.number };
  const user = `insert into "user" (id, name, email, "emailVerified") values ($1, 'Olivia', 'o@x.test', true)`;
  const id = newId();
  await pool.query(user, [id]);
  await pool.query(`insert into "twoFactor" (id, secret, "backupCodes", "userId") values ($1, $2, $3, $1)`, [
    id,
    await symmetricEncrypt({ key: earlier, data: 'JBSWY3DPEHPK3PXP' }),
    await symmetricEncrypt({ key: earlier, data: '["one"]' }),
  ]);
  const opened = { store: own, sealer: () => both, database: { url: two.url } } as never;
  t.equal(await countSealedEarlier(opened), 1);
  t.match(sealedEarlier(1), { level: 'warning', mend: /fairlead key reseal/ });
  t.match(await reseal(opened, () => undefined), { connectionsAndKeys: 0, secondFactors: 1, closed: [] });
  t.equal(await countSealedEarlier(opened), 0);
  t.match(sealedEarlier(0), { level: 'ok' });
  const { rows } = await pool.query<{ secret: string }>(`select secret from "twoFactor"`);
  const [fresh] = onlyNew.derive('fairlead sign-in');
  const now = { keys: new Map([[fresh!.number, fresh!.key]]), currentVersion: fresh!.number };
  t.equal(await symmetricDecrypt({ key: now, data: rows[0]?.secret ?? '' }), 'JBSWY3DPEHPK3PXP');
});

void t.test('a data folder takes a new key before those it has, readable by its owner only', async (t) => {
  const dataDir = temporaryFolder();
  const [made] = secretKeys({ given: undefined, dataDir });
  addOwnKey(dataDir);
  addOwnKey(dataDir);
  const keys = secretKeys({ given: undefined, dataDir });
  t.equal(keys.length, 3);
  t.same(keys[2], made, 'the first one is the last that opens');
  t.equal(new Set(keys.map((one) => one.toString('hex'))).size, 3);
  t.equal(fs.statSync(path.join(dataDir, 'secret-key')).mode & 0o777, 0o600);
});
