import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, DeliveryPage } from '@fairlead/core/api';
import type { StoryDelivery } from '@fairlead/core/plugin';
import t, { type Test } from 'tap';
import { createApiKey } from '../core/src/flows/manage/create-api-key.ts';
import { type Fault, processors, type Spoiling } from './fixtures/bad-deliveries.ts';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import { brand } from '../core/src/testing/builders.ts';
import { startStories } from './fixtures/processor-stories.ts';

/**
 * Whatever is delivered has its typed outcome, over real HTTP: refused at the door and counted with its connection, or in the inbox as ignored,
 * waiting or quarantined. Never an answer that is ours to mend, never silence.
 */
type Outcome =
  | { readonly refused: string; readonly status?: number }
  | { readonly state: string; readonly problem?: string };

const refusedAs = (reason: string, status = 400): Outcome => ({ refused: reason, status });
const quarantined: Outcome = { state: 'quarantined', problem: 'unreadable' };

const outcomes: Readonly<Record<Fault, Outcome>> = {
  foreign_account: refusedAs('foreign_account'),
  wrong_mode: refusedAs('wrong_mode'),
  unknown_event: { state: 'ignored', problem: 'unknown_event' },
  missing_amount: quarantined,
  lossy_amount: quarantined,
  huge_amount: quarantined,
  negative_amount: quarantined,
  unknown_currency: quarantined,
  missing_id: quarantined,
  id_of_64_bits: { state: 'processed' },
  null_byte: quarantined,
  lone_surrogate: quarantined,
};

/** What differs, and rightly. */
const otherwise: Readonly<Record<string, Readonly<Partial<Record<Fault, Outcome>>>>> = {
  // XML has no such characters at all, not even by number.
  braintree: { lone_surrogate: refusedAs('malformed'), null_byte: refusedAs('malformed') },
};

for (const [name, spoiling] of Object.entries(processors)) {
  t.test(name, async (t) => {
    const bench = await open(t, name, spoiling);
    const { send, sendRaw, payment, settles, refusedFor } = bench;
    const holds = async (t: Test, sent: Sent, outcome: Outcome): Promise<void> => {
      t.ok(sent.status < 500, `${sent.status} ${sent.text}`);
      if ('refused' in outcome) {
        t.equal(sent.status, outcome.status, sent.text);
        t.ok(await refusedFor(outcome.refused), `counted as ${outcome.refused}`);
      } else {
        t.equal(sent.status, 200, sent.text);
        const found = await settles(sent);
        t.match(found, {
          state: outcome.state,
          problem: outcome.problem === undefined ? null : { code: outcome.problem },
        });
      }
    };

    await t.test('a genuine payment is processed', async (t) => {
      await holds(t, await send(payment()), { state: 'processed' });
    });

    for (const fault of Object.keys(outcomes) as Fault[]) {
      const change = spoiling.faults[fault];
      if (change === null) continue;
      const outcome = otherwise[name]?.[fault] ?? outcomes[fault];
      await t.test(`${fault}: ${told(outcome)}`, async (t) => holds(t, await send(change(payment())), outcome));
    }

    await t.test('forged, altered, unsigned', async (t) => {
      await holds(t, await send(payment(), { secret: bench.otherSecret }), refusedAs('bad_signature'));
      const whole = bench.sealed(payment());
      const at = Math.floor(whole.body.length / 2);
      const altered = `${whole.body.slice(0, at)}${whole.body[at] === 'A' ? 'B' : 'A'}${whole.body.slice(at + 1)}`;
      await holds(t, await sendRaw(whole.headers, altered), refusedAs('bad_signature'));
      if (spoiling.signature !== null) {
        const { [spoiling.signature]: _, ...unsigned } = whole.headers;
        await holds(t, await sendRaw(unsigned, whole.body), refusedAs('missing_signature'));
      } else await holds(t, await sendRaw(whole.headers, 'bt_payload=x'), refusedAs('missing_signature'));
    });

    if (spoiling.timestamped) {
      await t.test('stale, and from the future', async (t) => {
        const hour = 3_600_000;
        await holds(t, await send(payment(), { at: new Date(Date.now() - hour) }), refusedAs('stale'));
        await holds(t, await send(payment(), { at: new Date(Date.now() + hour) }), refusedAs('from_future'));
      });
    }

    await t.test('no JSON or XML, cut short, empty, a list, far too deep', async (t) => {
      const { body, ...rest } = payment();
      for (const spoilt of [
        'not what it should be',
        body.slice(0, body.length / 2),
        '',
        '[]',
        'null',
        '"text"',
        '['.repeat(200_000),
      ])
        await holds(t, await send({ ...rest, body: spoilt }), refusedAs('malformed'));
    });

    await t.test('more than a megabyte', async (t) => {
      const { body, ...rest } = payment();
      const sent = await send({ ...rest, body: `${body}${' '.repeat(1_200_000)}` });
      await holds(t, sent, refusedAs('too_large', 413));
    });

    await t.test('a refund before its payment waits; one in another currency is set aside', async (t) => {
      const [first, second] = bench.story();
      const early = await send(second);
      await holds(t, early, { state: 'waiting', problem: 'waits_for_payment' });
      await holds(t, await send(first), { state: 'processed' });
      t.match(await settles(early), { state: 'processed' }, 'the payment ends the waiting');
      const [sale, back] = bench.story();
      await holds(t, await send(sale), { state: 'processed' });
      await holds(t, await send(spoiling.otherCurrency(back)), { state: 'quarantined', problem: 'currency_differs' });
    });

    if (name === 'braintree') {
      await t.test('XML that grows, reaches out, or never ends', async (t) => {
        const { body, ...rest } = payment();
        const entity = (value: string): string => `<!DOCTYPE n [<!ENTITY a "${value}"><!ENTITY b "&a;&a;&a;">]>${body}`;
        for (const bomb of [
          entity('ha'),
          `<!DOCTYPE n SYSTEM "http://127.0.0.1:1/x.dtd">${body}`,
          '<a>'.repeat(100_000),
          `<notification>${'<x/>'.repeat(100_000)}</notification>`,
          body.replace('b@x.test', '&b;'),
        ])
          await holds(t, await send({ ...rest, body: bomb }), refusedAs('malformed'));
      });
    }
    t.same(await bench.brokenAnswers(), [], 'nothing was answered with 5xx');
  });
}

const told = (outcome: Outcome): string =>
  'refused' in outcome
    ? `refused, ${outcome.refused}`
    : `${outcome.state}${outcome.problem === undefined ? '' : `, ${outcome.problem}`}`;

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly eventId: string | null;
}

/** A server of one processor on a real socket, and a connection to send to. */
async function open(t: Test, name: string, spoiling: Spoiling) {
  const server = await startStories(t, spoiling.plugin, name);
  const { app, adapter, simulator, desk, engine } = server;
  const credentials = (): Readonly<Record<string, string>> =>
    simulator.credentials?.(randomBytes(24).toString('hex')) ?? {
      signingSecret: `whsec_${randomBytes(24).toString('base64')}`,
    };
  const acme = await brand(engine.store, { campaigns: [{ slug: 'main', affiliates: [{ name: 'alice' }] }] });
  const own = credentials();
  const { id } = await connectProcessor(desk, acme.scope, {
    adapter: adapter.id,
    mode: 'live',
    credentials: own,
    ...(spoiling.account !== undefined && { account: spoiling.account }),
  });
  const [secret = ''] = adapter.secrets(own);
  const [otherSecret = ''] = adapter.secrets(credentials());
  const wanted = { name: 'reader', mode: 'live' as const, scopes: ['read' as const], signed: false };
  const { key } = await createApiKey(desk, acme.scope, wanted);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const statuses: number[] = [];

  const story = (): readonly [StoryDelivery, StoryDelivery] => {
    const input = { id: randomBytes(5).toString('hex'), now: new Date(), live: true, amount: 10_000n, currency: 'USD' };
    const more = { email: 'b@x.test', ...(spoiling.account !== undefined && { account: spoiling.account }) };
    const all = simulator.stories[spoiling.story]?.deliveries({ ...input, ...more }) ?? [];
    const [sale, back] = [spoiling.payment(all), spoiling.refund(all)];
    if (sale === undefined || back === undefined) throw new Error(`${name} tells no payment and refund`);
    return [sale, back];
  };
  const sealed = ({ body, headers }: StoryDelivery, { secret: with_ = secret, at = new Date() } = {}) => ({
    headers: { ...headers, ...simulator.sign(body, with_, at) },
    body: simulator.seal?.(body, with_, at) ?? body,
  });
  const sendRaw = async (headers: Readonly<Record<string, string>>, body: string): Promise<Sent> => {
    const verified = adapter.verify({ headers, body: Buffer.from(body) }, [secret], new Date());
    const response = await fetch(`${address}/hooks/${id}`, { method: 'POST', headers, body });
    statuses.push(response.status);
    return { status: response.status, text: await response.text(), eventId: verified.ok ? verified.eventId : null };
  };
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${address}/v1${path}`, { headers: { authorization: `Bearer ${key}` } })).json()) as T;

  return {
    story,
    payment: () => story()[0],
    sealed,
    sendRaw,
    otherSecret,
    send: (delivery: StoryDelivery, how: { secret?: string; at?: Date } = {}): Promise<Sent> => {
      const { headers, body } = sealed(delivery, how);
      return sendRaw(headers, body);
    },
    /** As it stands in the inbox once it was worked on. */
    async settles({ eventId }: Sent) {
      for (let look = 0; look < 200; look++) {
        const { data } = await get<DeliveryPage>(`/inbox?q=${encodeURIComponent(eventId ?? '')}`);
        const found = data.find((one) => one.eventId === eventId);
        if (found !== undefined && (found.state !== 'received' || found.attempts > 0)) return found;
        await sleep(25);
      }
      return null;
    },
    /** Counted a moment after it was refused. */
    async refusedFor(reason: string): Promise<boolean> {
      for (let look = 0; look < 200; look++) {
        const { health } = await get<Connection>(`/connections/${id}`);
        if (health.refused.some((one) => one.reason === reason)) return true;
        await sleep(25);
      }
      return false;
    },
    brokenAnswers: async (): Promise<readonly number[]> => statuses.filter((status) => status >= 500),
  };
}
