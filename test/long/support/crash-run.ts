import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { eventually } from '../../../core/test/fixtures/processes.ts';
import { type Installation, install } from './installation.ts';
import { type Load, startLoad } from './load.ts';
import { patienceMs, programme, shop } from './shop.ts';

export type Blow = 'node' | 'postgres' | 'backends';

export interface CrashOptions {
  /** What happens, one after the other, each once the load flows again. */
  readonly blows: readonly Blow[];
  readonly callers: number;
  /** Acknowledged answers between two blows. */
  readonly between: number;
}

/** Deals blows to a server under load, then holds what the callers were told against what the database says. */
export async function crashRun(t: Test, { blows, callers, between }: CrashOptions): Promise<void> {
  const place = await install(t);
  const load = startLoad({ ...(await furnish(place)), callers });
  for (const blow of blows) {
    await flowing(load, between);
    await strike(place, blow);
  }
  await flowing(load, between);
  await load.stop();
  await idle(place);
  t.same(load.faults, [], 'nobody was told what must not be told');
  t.ok(load.slowestMs < patienceMs, `nobody waited longer than 10 s: ${Math.round(load.slowestMs)} ms`);
  t.comment(`${JSON.stringify([...load.statuses])} slowest ${Math.round(load.slowestMs)} ms`);
  await clicksAreThere(t, place, load);
  await salesAreThere(t, place, load);
  await storiesAreThere(t, place, load);
  await booksAgree(t, place, load);
  const verified = await place.command('verify');
  t.equal(verified.code, 0, verified.output);
  t.equal(await place.stop(), 0, 'an orderly end');
  t.same(place.left(), [], 'no orphan');
}

async function furnish({ origin, key }: Installation) {
  const acme = shop(origin, key);
  await programme(acme);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const connection = await acme.made('/connections', {
    adapter: 'stripe',
    name: 'Stripe',
    mode: 'live',
    credentials: { signingSecret: secret },
  });
  const signing = await acme.made('/api-keys', { name: 'signing', scopes: ['track'], signed: true });
  return {
    origin,
    key,
    connection: { id: String(connection['id']), secret },
    signedKey: { key: String(signing['key']), secret: String(signing['signingSecret']) },
  };
}

const acknowledged = ({ statuses }: Load): number =>
  [...statuses].reduce((sum, [status, count]) => (status >= 200 && status < 400 ? sum + count : sum), 0);

/** Recovered by itself: answers come again, and nobody is left behind. */
async function flowing(load: Load, answers: number): Promise<void> {
  const before = acknowledged(load);
  const goesOn = (): boolean => acknowledged(load) >= before + answers && load.waiting === 0;
  await eventually('answers come', () => load.faults.length > 0 || goesOn(), 40_000);
}

async function strike(place: Installation, blow: Blow): Promise<void> {
  if (blow === 'postgres') place.killPostgres();
  else if (blow === 'backends') {
    if ((await place.terminateBackends()) === 0) throw new Error('there was no backend to end');
  } else {
    await place.killNode();
    await place.startNode();
  }
}

/** Until every delivery was worked on, and what became due with it. Nobody waits for leases and pauses of what was cut off. */
async function idle({ rows }: Installation): Promise<void> {
  await rows(`update fairlead.inbox set due_at = now() where state = 'received'`);
  const left = `select (select count(*) from fairlead.inbox where state = 'received')
    + (select count(*) from fairlead.revisit where due_at < now() and reason <> 'clock') as n`;
  for (let quiet = 0; quiet < 3; await sleep(100)) {
    await eventually(
      'everything is worked on',
      async () => Number((await rows<{ n: string }>(left))[0]?.n) === 0,
      90_000,
    );
    quiet++;
  }
}

async function clicksAreThere(t: Test, { rows }: Installation, { clicks }: Load): Promise<void> {
  const stored = await rows<{ id: string; counts: boolean }>('select id, counts from fairlead.click');
  const counting = new Set(stored.filter(({ counts }) => counts).map(({ id }) => id));
  t.equal(counting.size, stored.length, 'each is there once, and counts');
  t.same(
    clicks.filter((id) => !counting.has(id)),
    [],
    `${clicks.length} acknowledged clicks are there`,
  );
}

interface SoldRow {
  readonly id: string;
  readonly event: string;
  readonly amount: string;
  readonly reversed: string;
  readonly commission: string;
  readonly taken: string;
}

async function salesAreThere(t: Test, { rows }: Installation, { sales, refunds, leads }: Load): Promise<void> {
  const found = await rows<SoldRow>(`select p.id, p.external_event_id as event, c.amount, c.reversed_amount as reversed,
      c.commission, c.reversed_commission as taken
    from fairlead.payment p left join fairlead.conversion c on c.organization_id = p.organization_id and c.payment_id = p.id
    where p.kind = 'payment' and p.external_event_id like 'order-%'`);
  const shown = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(Object.values(row))).sort();
  const wanted = sales.map(({ externalEventId, id, amount, refunded }) => {
    const commission = share(BigInt(amount), 200_000n, 1_000_000n);
    const taken = share(commission, BigInt(refunded), BigInt(amount));
    return { id, externalEventId, amount, refunded, commission: Number(commission), taken: Number(taken) };
  });
  const stored = found.map(({ id, event, amount, reversed, commission, taken }) => ({
    id,
    event,
    amount: Number(amount),
    reversed: Number(reversed),
    commission: Number(commission),
    taken: Number(taken),
  }));
  t.same(shown(stored), shown(wanted), `${sales.length} acknowledged sales are there once, refunded as was told`);
  const facts = await rows<{ key: string }>(
    `select fact ->> 'key' as key from fairlead.fact where fact ->> 'type' = 'refund.changed' and fact ->> 'key' like 'refund-%'`,
  );
  t.same(facts.map(({ key }) => key).sort(), [...refunds].sort(), `${refunds.length} refunds are there once`);
  const known = await rows<{ id: string; external: string }>(
    `select p.id, c.external_id as external from fairlead.payment p
     join fairlead.customer c on c.organization_id = p.organization_id and c.id = p.customer_id where p.kind = 'lead' and c.external_id is not null`,
  );
  t.same(
    known.map(({ id, external }) => `${external} ${id}`).sort(),
    [...leads].map(([external, id]) => `${external} ${id}`).sort(),
    `${leads.size} leads are there once`,
  );
}

/** R1: half up, of what is never negative. */
const share = (whole: bigint, part: bigint, of: bigint): bigint => (2n * whole * part + of) / (2n * of);

async function storiesAreThere(t: Test, { rows }: Installation, { deliveries, stories }: Load): Promise<void> {
  const inbox = await rows<{ event: string; state: string }>('select event_id as event, state from fairlead.inbox');
  t.same(
    inbox.map(({ event }) => event).sort(),
    [...deliveries].sort(),
    `${deliveries.length} deliveries are there once`,
  );
  t.same(
    inbox.filter(({ state }) => state !== 'processed' && state !== 'ignored'),
    [],
    'and were worked on',
  );
  const found = await rows<{ event: string; earned: string }>(`select p.external_event_id as event,
      sum(c.commission - c.reversed_commission) as earned
    from fairlead.payment p join fairlead.conversion c on c.organization_id = p.organization_id and c.payment_id = p.id
    where p.merged_into is null and not c.merged and not c.withdrawn and p.kind = 'payment' and p.external_event_id not like 'order-%' group by 1`);
  t.same(
    found.map(({ event, earned }) => `${event} ${earned}`).sort(),
    [...stories].map(([id, earned]) => `cs_live_${id} ${earned}`).sort(),
    `${stories.size} stories of Stripe ended as they must`,
  );
}

async function booksAgree(t: Test, { rows }: Installation, { sales, stories }: Load): Promise<void> {
  const [balance] = await rows<{ sum: string }>(
    `select coalesce(sum(amount), 0) as sum from fairlead.balance where account in ('pending', 'payable')`,
  );
  let due = [...stories.values()].reduce((sum, earned) => sum + BigInt(earned), 0n);
  for (const { amount, refunded } of sales) {
    const commission = share(BigInt(amount), 200_000n, 1_000_000n);
    due += commission - share(commission, BigInt(refunded), BigInt(amount));
  }
  t.equal(BigInt(balance?.sum ?? 0), due, 'what is owed is what was told');
}
