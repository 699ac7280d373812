import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { SealError, sealer } from '../../src/store/sealing.ts';
import { secretKeys } from '../../src/store/secret-keys.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';

const place = { organizationId: '019a9f3c-0000-7000-8000-000000000001', id: '019a9f3c-0000-7000-8000-000000000002' };
const secret = { signingSecret: 'whsec_correct-horse', nested: [1, 'ü'] };

void t.test('what was sealed opens again, and shows nothing of itself', async (t) => {
  const { seal, open } = sealer([randomBytes(32)]);
  const sealed = seal(secret, place);
  t.same(open(sealed, place), secret);
  t.notOk(sealed.includes('correct-horse'), 'the secret cannot be read in the bytes');
  t.notSame(seal(secret, place), sealed, 'the same secret never gives the same bytes');
});

void t.test('sealed bytes open only in their own row of their own organization', async (t) => {
  const { seal, open } = sealer([randomBytes(32)]);
  const sealed = seal(secret, place);
  t.throws(() => open(sealed, { ...place, id: place.organizationId }), SealError);
  t.throws(() => open(sealed, { ...place, organizationId: place.id }), SealError);
});

void t.test('a changed byte anywhere is found', async (t) => {
  const { seal, open } = sealer([randomBytes(32)]);
  const sealed = seal(secret, place);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    t.throws(() => open(changed, place), SealError, `byte ${at}`);
  }
  for (const short of [0, 1, 32]) t.throws(() => open(sealed.subarray(0, short), place), SealError);
});

void t.test('keys rotate: the first one seals, earlier ones still open', async (t) => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = sealer([old]).seal(secret, place);
  const both = sealer([fresh, old]);
  t.same(both.open(before, place), secret);
  t.same(sealer([fresh]).open(both.seal(secret, place), place), secret);
});

void t.test('the wrong key is told as such, with the mend and without the secret', async (t) => {
  const sealed = sealer([randomBytes(32)]).seal(secret, place);
  t.throws(() => sealer([randomBytes(32)]).open(sealed, place), { name: 'SealError', message: /FAIRLEAD_SECRET_KEY/ });
  t.throws(() => sealer([]), /FAIRLEAD_SECRET_KEY/);
  t.throws(() => sealer([randomBytes(16)]), /16 bytes/);
});

void t.test('a key is read from the environment, several separated by commas', async (t) => {
  const keys = [randomBytes(32), randomBytes(32)];
  const given = keys.map((key) => key.toString('base64')).join(' , ');
  t.same(secretKeys({ given }), keys);
  for (const wrong of ['short', randomBytes(16).toString('base64'), `${randomBytes(32).toString('base64')}x`]) {
    t.throws(() => secretKeys({ given: wrong }), { message: /openssl rand -base64 32/ });
  }
  t.throws(() => secretKeys({ given: '  ' }), { message: /FAIRLEAD_SECRET_KEY is missing/ });
});

void t.test('an embedded start makes its key once, for its owner alone', async (t) => {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  const dataDir = path.join(folder, 'new');
  const first = secretKeys({ given: undefined, dataDir });
  t.same(secretKeys({ given: undefined, dataDir }), first);
  t.equal(fs.statSync(path.join(dataDir, 'secret-key')).mode & 0o777, 0o600);
  fs.writeFileSync(path.join(dataDir, 'secret-key'), 'damaged');
  t.throws(() => secretKeys({ given: undefined, dataDir }), { message: /secret-key is not 32 bytes/ });
});
