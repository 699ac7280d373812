import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import * as fc from 'fast-check';
import t, { type Test } from 'tap';
import { SaleBody } from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import { makeSigningSecret } from '../../src/flows/manage/key-text.ts';
import type { ReplayClaim } from '../../src/http/replays.ts';
import { createSignatureCheck } from '../../src/http/signing.ts';
import { holds } from './support/holds.ts';
import { memoryReplays } from './support/memory-replays.ts';
import { bearer, clock, keyRing, noon, testServer, type Clock } from './support/server.ts';

const sale = JSON.stringify({ externalEventId: 'order_1', amount: 100, currency: 'USD' });

interface Signer {
  readonly id?: string;
  /** Milliseconds. */
  readonly at?: number;
  readonly body?: string;
}

/** Signed by the library everybody uses, not by ours. */
const sign = (secret: string, { id = 'msg_1', at = noon, body = sale }: Signer = {}): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
});

async function signedServer(
  t: Test,
  options: { readonly secrets: readonly string[]; readonly required?: boolean; readonly now?: Clock },
) {
  const keys = keyRing();
  const key = keys.add({ signing: { required: options.required ?? true, secrets: options.secrets } });
  const runs: string[] = [];
  const claims: (ReplayClaim | null)[] = [];
  let gate = Promise.resolve();
  let status = 201;
  const areas: Areas = {
    tracking: (app) => {
      app.post('/sales', { schema: { body: SaleBody } }, async ({ body }, reply) => {
        runs.push(body.externalEventId);
        await gate;
        return reply.code(status).send({ run: runs.length, id: body.externalEventId });
      });
      app.post('/leads', async () => ({ run: runs.push('lead') }));
      app.post('/in-flow', { config: { replay: 'flow' } }, async ({ replay }) => {
        claims.push(replay);
        return {};
      });
    },
    api: (app) => {
      app.get('/conversions', async ({ replay }) => ({ replay }));
      app.delete('/things/:id', async (_request, reply) => {
        runs.push('delete');
        return reply.code(204).send();
      });
    },
  };
  const { app } = await testServer(t, { findKey: keys.findKey, areas, now: options.now ?? clock() });
  const post = async (headers: Record<string, string>, payload = sale, url = '/v1/sales') =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/json', ...bearer(key), ...headers },
    });
  return {
    app,
    runs,
    claims,
    post,
    key,
    hold: (until: Promise<void>) => void (gate = until),
    answerWith: (next: number) => void (status = next),
  };
}

t.test('I3: what the standard library signs is taken', async (t) => {
  const secret = makeSigningSecret();
  const { post, runs } = await signedServer(t, { secrets: [secret] });
  t.equal((await post(sign(secret))).statusCode, 201);
  t.strictSame(runs, ['order_1']);
});

t.test('I3: any id, time and body the library signs is taken; with one byte changed it is not', async (t) => {
  const check = createSignatureCheck(() => noon);
  const ids = fc.stringMatching(/^[\x21-\x7e]{1,200}$/);
  const bodies = fc.string({ unit: 'binary', maxLength: 300 });
  const apart = fc.integer({ min: -300, max: 300 });
  await holds(
    t,
    fc.property(ids, bodies, apart, fc.nat(), (id, body, seconds, place) => {
      const secret = `whsec_${randomBytes(24).toString('base64')}`;
      const key = { ...aKey, signing: { required: true, secrets: [secret] } };
      const headers = sign(secret, { id, at: noon + seconds * 1000, body });
      if (check(key, headers, Buffer.from(body))?.id !== id) return false;
      const bytes = Buffer.from(`${body}!`);
      bytes[place % bytes.length]! ^= 1;
      return refusal(() => check(key, headers, bytes)) === 'signature_mismatch';
    }),
    500,
  );
});

t.test('I3: 300 seconds either way are taken, one more is not', async (t) => {
  const secret = makeSigningSecret();
  const check = createSignatureCheck(() => noon + 999);
  const key = { ...aKey, signing: { required: true, secrets: [secret] } };
  const at = (seconds: number) =>
    refusal(() => check(key, sign(secret, { at: noon + seconds * 1000 }), Buffer.from(sale)));
  t.strictSame(
    [at(-301), at(-300), at(0), at(300), at(301)],
    ['signature_expired', null, null, null, 'signature_expired'],
  );
});

t.test('I3: two live secrets, and several signatures in one header', async (t) => {
  const [old, fresh, foreign] = [makeSigningSecret(), makeSigningSecret(), makeSigningSecret()];
  const check = createSignatureCheck(() => noon);
  const key = { ...aKey, signing: { required: true, secrets: [fresh, old] } };
  const by = (...secrets: string[]) => ({
    ...sign(fresh),
    'webhook-signature': secrets.map((secret) => sign(secret)['webhook-signature']).join(' '),
  });
  const body = Buffer.from(sale);
  t.equal(check(key, by(old), body)?.id, 'msg_1');
  t.equal(check(key, by(fresh), body)?.id, 'msg_1');
  t.equal(check(key, by(foreign, old), body)?.id, 'msg_1');
  t.equal(
    refusal(() => check(key, by(foreign), body)),
    'signature_mismatch',
  );
  t.equal(
    refusal(() => check(key, by(...Array<string>(10).fill(foreign), old), body)),
    'signature_mismatch',
    'ten are looked at',
  );
});

t.test('I3: what is missing, unreadable, foreign or altered', async (t) => {
  const secret = makeSigningSecret();
  const { post, runs } = await signedServer(t, { secrets: [secret] });
  const good = sign(secret);
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([one]) => one !== name));
  for (const [headers, code] of [
    [{}, 'signature_required'],
    [without('webhook-id'), 'signature_required'],
    [without('webhook-timestamp'), 'signature_required'],
    [without('webhook-signature'), 'signature_required'],
    [{ ...good, 'webhook-id': 'a b' }, 'signature_required'],
    [{ ...good, 'webhook-id': 'x'.repeat(201) }, 'signature_required'],
    [{ ...good, 'webhook-id': 'msg_2' }, 'signature_mismatch'],
    [{ ...good, 'webhook-timestamp': 'yesterday' }, 'signature_mismatch'],
    [{ ...good, 'webhook-timestamp': String(noon / 1000 + 1) }, 'signature_mismatch'],
    [{ ...good, 'webhook-signature': '' }, 'signature_mismatch'],
    [{ ...good, 'webhook-signature': 'v1,' }, 'signature_mismatch'],
    [{ ...good, 'webhook-signature': good['webhook-signature']?.replace('v1,', 'v2,') ?? '' }, 'signature_mismatch'],
    [{ ...good, 'webhook-signature': 'v1,!!!!' }, 'signature_mismatch'],
    [sign(makeSigningSecret()), 'signature_mismatch'],
    [sign(secret, { body: `${sale} ` }), 'signature_mismatch'],
    [sign(secret, { at: noon - 301_000 }), 'signature_expired'],
  ] as const) {
    t.match((await post(headers)).json(), { status: 401, code }, code);
  }
  t.strictSame(runs, []);
  t.match((await post(sign(secret, { body: '{' }), '{')).json(), { code: 'malformed_json' });
  t.match(
    (await post(sign(makeSigningSecret(), { body: '{}' }), '{}')).json(),
    { code: 'signature_mismatch' },
    'before any schema',
  );
});

t.test('a key that does not ask for signatures takes none, but checks one that is there', async (t) => {
  const secret = makeSigningSecret();
  const { post } = await signedServer(t, { secrets: [secret], required: false });
  t.equal((await post({})).statusCode, 201);
  t.equal((await post(sign(secret))).statusCode, 201);
  t.equal((await post(sign(makeSigningSecret(), { id: 'msg_2' }))).statusCode, 401);
});

t.test('I3: a repetition returns the first answer; another body is a conflict', async (t) => {
  const secret = makeSigningSecret();
  const now = clock();
  const { post, runs } = await signedServer(t, { secrets: [secret], now });
  const first = await post(sign(secret));
  now.at += 60_000;
  const again = await post(sign(secret, { at: now.at }));
  t.equal(again.statusCode, 201);
  t.equal(again.body, first.body);
  t.equal(again.headers['content-type'], first.headers['content-type']);
  t.equal(again.headers['webhook-replayed'], 'true');
  const other = sale.replace('100', '101');
  t.match((await post(sign(secret, { at: now.at, body: other }), other)).json(), {
    status: 409,
    code: 'webhook_id_reused',
  });
  t.match(
    (await post(sign(secret, { at: now.at }), sale, '/v1/leads')).json(),
    { status: 409 },
    'another address is another request',
  );
  t.strictSame(runs, ['order_1']);
  now.at = noon + 24 * 3_600_000;
  t.equal((await post(sign(secret, { at: now.at }))).statusCode, 201);
  t.strictSame(runs, ['order_1', 'order_1'], 'kept for 24 hours');
});

t.test('I3: an error never burns an id', async (t) => {
  const secret = makeSigningSecret();
  const { post, runs, answerWith } = await signedServer(t, { secrets: [secret] });
  for (const status of [500, 409, 422, 503]) {
    answerWith(status);
    t.equal((await post(sign(secret))).statusCode, status);
  }
  const wrong = '{"amount":-1}';
  t.equal((await post(sign(secret, { body: wrong }), wrong)).statusCode, 400);
  answerWith(201);
  t.equal((await post(sign(secret))).statusCode, 201);
  t.equal((await post(sign(secret))).headers['webhook-replayed'], 'true');
  t.equal(runs.length, 5);
});

t.test('I3: of two at the same time one runs, the other is told to wait', async (t) => {
  const secret = makeSigningSecret();
  const { post, runs, hold } = await signedServer(t, { secrets: [secret] });
  let open = (): void => undefined;
  hold(new Promise((resolve) => void (open = resolve)));
  const first = post(sign(secret));
  while (runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const second = await post(sign(secret));
  t.match(second.json(), { status: 409, code: 'request_in_progress' });
  t.equal(second.headers['retry-after'], '1');
  open();
  t.equal((await first).statusCode, 201);
  t.equal((await post(sign(secret))).body, (await first).body);
  t.equal(runs.length, 1);
});

t.test('a route whose flow keeps the replay gets the claim, and nothing is done around it', async (t) => {
  const secret = makeSigningSecret();
  const { post, claims } = await signedServer(t, { secrets: [secret] });
  await post(sign(secret), sale, '/v1/in-flow');
  await post(sign(secret), sale, '/v1/in-flow');
  t.equal(claims.length, 2);
  t.match(claims[0], { organizationId: '00000000-0000-7000-8000-0000000000aa', id: 'live:msg_1' });
  t.equal(claims[0]?.bodyHash.length, 32);
  t.strictSame(claims[0], claims[1]);
});

t.test('reading needs the signature too, and remembers nothing; a body may be empty', async (t) => {
  const secret = makeSigningSecret();
  const { app, key, runs } = await signedServer(t, { secrets: [secret] });
  const empty = { ...bearer(key), ...sign(secret, { body: '' }) };
  t.equal((await app.inject({ url: '/v1/conversions', headers: bearer(key) })).statusCode, 401);
  t.strictSame((await app.inject({ url: '/v1/conversions', headers: empty })).json(), { replay: null });
  const remove = { method: 'DELETE', url: '/v1/things/1', headers: empty } as const;
  t.equal((await app.inject(remove)).statusCode, 204);
  const again = await app.inject(remove);
  t.strictSame([again.statusCode, again.body, again.headers['webhook-replayed']], [204, '', 'true']);
  t.strictSame(runs, ['delete']);
});

t.test('a secret that cannot be read is ours to mend, not a signature that fails', async (t) => {
  const { post } = await signedServer(t, { secrets: ['whsec_'] });
  t.match((await post(sign(makeSigningSecret()))).json(), { status: 500, code: 'internal_error' });
});

const aKey = {
  id: 'k',
  organizationId: 'o',
  name: 'a key',
  mode: 'live',
  kind: 'secret',
  origins: [],
  scopes: ['track'],
  signing: { required: true, secrets: [] },
} as const;

function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

t.test('a request that could not be remembered is answered, and its line of the log names it once', async (t) => {
  const keys = keyRing();
  const [secret, now] = [makeSigningSecret(), clock()];
  const key = keys.add({ signing: { required: true, secrets: [secret] } });
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const broken = { ...memoryReplays(now), finish: () => Promise.reject(new Error('the database is away')) };
  const areas: Areas = {
    tracking: (app) => void app.post('/sales', async () => ({ kept: true })),
    api: (app) => void app.post('/things', async () => ({ kept: true })),
  };
  const logger = { level: 'error', stream };
  const { app } = await testServer(t, { findKey: keys.findKey, areas, now, replays: broken, logger });
  for (const [index, url] of ['/v1/sales', '/v1/things'].entries()) {
    const headers = { ...bearer(key), ...sign(secret, { id: `msg_${index}` }), 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url, headers, payload: sale });
    t.equal(answer.statusCode, 200, url);
    const [line = '', ...more] = lines.splice(0);
    t.match(JSON.parse(line), { msg: 'a signed request was not remembered', reqId: /./, replay: `live:msg_${index}` });
    t.equal(line.split('"reqId"').length - 1, 1, url);
    t.same(more, []);
  }
});
