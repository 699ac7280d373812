import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripe } from '@fairlead/stripe';
import { load as loadPlugins, registries } from '../../../core/src/plugins/index.ts';
import { type Answered, ask, type Shop, shop, signed } from './shop.ts';

/** What a client was told of a sale, and what it has told back of it. */
export interface ToldSale {
  readonly externalEventId: string;
  /** As first acknowledged. */
  readonly id: string;
  readonly amount: number;
  /** Acknowledged refunds, summed. */
  refunded: number;
}

/** Everything the clients were answered. */
export interface Told {
  readonly clicks: string[];
  readonly sales: ToldSale[];
  /** Refund object ids that were acknowledged. */
  readonly refunds: string[];
  /** Lead ids by the customer they are of. */
  readonly leads: Map<string, string>;
  /** Event ids of deliveries that were acknowledged. */
  readonly deliveries: string[];
  /** Orders told by Stripe alone: what each must have earned. */
  readonly stories: Map<string, number>;
  /** How often each status was answered; 0: no answer. */
  readonly statuses: Map<number, number>;
  /** Answers that must not be. */
  readonly faults: string[];
  slowestMs: number;
  /** Callers are trying in vain just now. */
  waiting: number;
}

export interface LoadOptions {
  readonly origin: string;
  readonly key: string;
  readonly signedKey: { readonly key: string; readonly secret: string };
  readonly connection: { readonly id: string; readonly secret: string };
  readonly callers: number;
}

export interface Load extends Told {
  /** No new story is begun; resolves when all that were begun are told to their end. */
  stop(): Promise<void>;
}

const browser = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
/** What each story of 100.00 at 20% leaves, by the adapter's own words. */
const earned = { 'one-time': 2000, 'partial-refund': 1340, 'full-refund': 0, 'dispute-won': 2000, 'dispute-lost': 0 };
type StoryName = keyof typeof earned;

/**
 * Callers who tell stories of buyers, each step again and again under the same ids until it is acknowledged, as a careful client does, and
 * note every answer. What was acknowledged is sometimes told once more.
 */
export function startLoad({ origin, key, signedKey, connection, callers }: LoadOptions): Load {
  const { simulator } = registries(loadPlugins([stripe()])).adapters.get('stripe') ?? {};
  if (simulator === undefined) throw new Error('the Stripe adapter has no simulator');
  const told: Told = {
    clicks: [],
    sales: [],
    refunds: [],
    leads: new Map(),
    deliveries: [],
    stories: new Map(),
    statuses: new Map(),
    faults: [],
    slowestMs: 0,
    waiting: 0,
  };
  const [plain, signing] = [shop(origin, key), shop(origin, signedKey.key)];
  const open = new AbortController();

  const fault = (what: string): void => {
    if (told.faults.length < 20) told.faults.push(what);
  };

  /** Until it is acknowledged; only 503, no answer, and 409 `request_in_progress` may come before. */
  async function insist(what: string, send: () => Promise<Answered>): Promise<Answered> {
    let inVain = false;
    for (let attempt = 0; ; attempt++) {
      const since = performance.now();
      const answer = await send().catch(() => null);
      told.slowestMs = Math.max(told.slowestMs, performance.now() - since);
      const status = answer?.status ?? 0;
      told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
      if (answer !== null && status < 400) {
        if (inVain) told.waiting--;
        return answer;
      }
      const busy = answer?.body['code'] === 'request_in_progress';
      if (status !== 0 && status !== 503 && !busy) {
        fault(`${what}: ${status} ${answer?.text}`);
        throw new Error('unexpected');
      }
      if (!inVain) told.waiting++;
      inVain = true;
      if (attempt > 600) throw new Error(`${what}: never acknowledged`);
      await sleep(50);
    }
  }

  const once = (answer: Answered, what: string, first: Answered): void => {
    if (answer.body['id'] !== first.body['id']) fault(`${what}: told ${first.text}, then ${answer.text}`);
  };

  async function click(): Promise<string> {
    const slug = randomInt(2) === 0 ? 'jane' : 'bob';
    const answer = await insist('click', () =>
      ask(`${origin}/r/${slug}`, { headers: { 'user-agent': browser, accept: 'text/html' } }),
    );
    const id = new URL(answer.headers.get('location') ?? 'http://none').searchParams.get('fl_click') ?? '';
    if (answer.status !== 302 || id === '') fault(`click: ${answer.status} ${answer.text}`);
    told.clicks.push(id);
    return id;
  }

  async function serverClick(): Promise<string> {
    const { body } = await insist('server click', () => plain.call('POST', '/clicks', { affiliateSlug: 'jane' }));
    told.clicks.push(String(body['clickId']));
    return String(body['clickId']);
  }

  async function sale(via: Shop, evidence: object, secret?: string): Promise<ToldSale> {
    const externalEventId = `order-${randomBytes(8).toString('hex')}`;
    const amount = randomInt(1, 100_000);
    const body = JSON.stringify({ externalEventId, amount, currency: 'USD', ...evidence });
    const webhook = { id: externalEventId };
    const send = (): Promise<Answered> =>
      via.call('POST', '/sales', body, secret === undefined ? {} : signed(secret, body, webhook));
    const first = await insist('sale', send);
    if (first.body['credited'] !== true) fault(`sale with ${JSON.stringify(evidence)}: ${first.text}`);
    const entry = { externalEventId, id: String(first.body['id']), amount, refunded: 0 };
    told.sales.push(entry);
    if (randomInt(3) === 0) {
      const again = await insist('sale again', send);
      once(again, 'sale', first);
      if (secret === undefined ? again.status !== 200 : again.text !== first.text) fault(`sale again: ${again.text}`);
    }
    return entry;
  }

  async function refund(of: ToldSale, amount: number): Promise<void> {
    const externalRefundId = `refund-${randomBytes(8).toString('hex')}`;
    const body = { externalRefundId, externalEventId: of.externalEventId, amount, currency: 'USD' };
    const send = (): Promise<Answered> => plain.call('POST', '/refunds', body);
    const first = await insist('refund', send);
    if (randomInt(3) === 0) {
      const again = await insist('refund again', send);
      if (again.body['amount'] !== first.body['amount'] || again.status !== 200) fault(`refund again: ${again.text}`);
    }
    of.refunded += amount;
    told.refunds.push(externalRefundId);
  }

  const someRefunds = async (of: ToldSale): Promise<void> => {
    if (of.amount < 3 || randomInt(2) === 0) return;
    const part = randomInt(1, of.amount);
    await refund(of, part);
    if (randomInt(2) === 0) await refund(of, of.amount - part);
  };

  async function deliver(name: StoryName, clickId: string): Promise<void> {
    const id = randomBytes(7).toString('hex');
    const input = { id, now: new Date(), live: true, amount: 10_000n, currency: 'USD', clickId };
    for (const { type, body } of simulator!.stories[name]?.deliveries(input) ?? []) {
      const { id: eventId } = JSON.parse(body) as { id: string };
      for (let copies = randomInt(4) === 0 ? 2 : 1; copies > 0; copies--) {
        await insist(type, () =>
          ask(`${origin}/hooks/${connection.id}`, {
            method: 'POST',
            headers: { ...simulator!.sign(body, connection.secret, new Date()) },
            body,
          }),
        );
      }
      told.deliveries.push(eventId);
    }
    told.stories.set(id, earned[name]);
  }

  const stories: readonly (() => Promise<unknown>)[] = [
    async () => someRefunds(await sale(plain, { clickId: await click() })),
    async () => someRefunds(await sale(signing, { couponCode: 'JANE' }, signedKey.secret)),
    async () => someRefunds(await sale(plain, { affiliateSlug: 'bob' })),
    async () => {
      const externalId = `user-${randomBytes(6).toString('hex')}`;
      const lead = { customer: { externalId, email: `${externalId}@buyers.test` }, clickId: await serverClick() };
      const { body } = await insist('lead', () => plain.call('POST', '/leads', lead));
      told.leads.set(externalId, String(body['id']));
      await sale(plain, { customer: { externalId } });
    },
    async () => deliver((Object.keys(earned) as StoryName[])[randomInt(5)] ?? 'one-time', await click()),
    async () => {
      for (let n = 0; n < 5; n++) await click();
    },
  ];

  const caller = async (): Promise<void> => {
    while (!open.signal.aborted) {
      try {
        await stories[randomInt(stories.length)]?.();
      } catch (error) {
        fault(String(error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  return Object.assign(told, {
    stop: async () => {
      open.abort();
      await all;
    },
  });
}
