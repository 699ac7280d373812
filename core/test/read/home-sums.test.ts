import { fx } from '@fairlead/fx';
import t, { type Test } from 'tap';
import type { RateDay } from '../../src/contract/exchange-rates.ts';
import type { RateTable } from '../../src/domain/exchange.ts';
import { type Home, homeOf, inHome, reversedInHome } from '../../src/domain/home.ts';
import { openStore } from '../../src/store/database.ts';
import { sumPeriods } from '../../src/flows/sum-periods.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { compareSummed } from '../../src/flows/verify/summed.ts';
import { inOrganization } from '../../src/store/session.ts';
import { brand } from '../../src/testing/builders.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { testEngine } from '../../src/testing/engine.ts';
import { noon } from '../../src/testing/facts.ts';
import { scenario } from '../../src/testing/scenario.ts';
import { seed } from '../domain/property.ts';
import { type Random, random } from '../domain/random.ts';
import { bundled } from '../flows/house.ts';
import { anyCredit, anyLost, type Kept, keep, largest, type Lost, takeBack } from './fixtures/many-lines.ts';
import { type Office, office } from './fixtures/office.ts';

// Rows are written as they are, without the facts behind them: what is held here is how they are added up, and nothing else.
const { superuserUrl, url } = await testDatabase(t);
const store = await openStore({ url, connections: 4 });
t.teardown(() => store.close());
const here = {
  store,
  url,
  superuserUrl,
  scene: async () => scenario(testEngine(store, [...bundled(), fx()]), await brand(store, {})),
};

const dayMs = 86_400_000;
const dayOf = (ago: number): string => new Date(Date.parse(noon) - ago * dayMs).toISOString().slice(0, 10);
const days = Array.from({ length: 60 }, (_, ago) => dayOf(ago));
const names = ['jane', 'bob'] as const;
/** What is stored so far: rates are everybody's. */
const published: RateDay[] = [];
const publish = async (more: readonly RateDay[]): Promise<void> => {
  await recordRates(store, 'ecb', more);
  published.push(...more);
};

/** Days of two months: some are missing, on some a currency is, and the newest days are not published yet. */
function anyRates(r: Random): readonly RateDay[] {
  const decimal = (least: number, more: number, digits: number): string =>
    (least + r.below(more * 10 ** digits) / 10 ** digits).toFixed(digits);
  return Array.from({ length: 75 }, (_, ago) => dayOf(ago))
    .slice(4)
    .filter((day) => new Date(day).getUTCDay() % 6 !== 0 && !r.chance(10))
    .map((day) => {
      const all = {
        USD: decimal(1, 1, 4),
        GBP: decimal(0.5, 1, 5),
        JPY: decimal(150, 20, 2),
        KWD: decimal(0.3, 1, 6),
        IDR: decimal(18_000, 900, 2),
      };
      return {
        day,
        rates: Object.fromEntries(Object.entries(all).filter(([code]) => code === 'USD' || !r.chance(15))),
      };
    });
}

interface Sums {
  amount: bigint;
  refundedAmount: bigint;
  commission: bigint;
  reversedCommission: bigint;
  leftOut: { pending: number; unavailable: number };
}

/** The definition: each amount and each line by itself, at the rate of its own day, then added up (X1, X2). */
function defined(kept: readonly Kept[], homeAt: (row: Lost) => Home): Sums {
  const sums = { amount: 0n, refundedAmount: 0n, commission: 0n, reversedCommission: 0n };
  const leftOut = { pending: 0, unavailable: 0 };
  for (const row of kept) {
    const home = homeAt(row);
    if (home.state === 'pending' || home.state === 'unavailable') {
      leftOut[home.state]++;
      continue;
    }
    sums.amount += inHome(home, row.amount) ?? 0n;
    sums.refundedAmount += reversedInHome(home, row.amount, row.reversed) ?? 0n;
    for (const line of row.denied ? [] : row.lines) {
      sums.commission += inHome(home, line.amount) ?? 0n;
      sums.reversedCommission += reversedInHome(home, line.amount, line.reversed) ?? 0n;
    }
  }
  return { ...sums, leftOut };
}

/** JSON with every integer as it is written, however large. */
const exactly = async (o: Office, path: string): Promise<never> => {
  const response = await fetch(`${o.address}/v1${path}`, { headers: o.headers() });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
  const whole = (_: string, value: unknown, { source }: { readonly source: string }): unknown =>
    typeof value === 'number' ? BigInt(source) : value;
  return (JSON.parse as (text: string, reviver: typeof whole) => never)(text, whole);
};

type Told = Omit<Sums, 'leftOut'> & { readonly leftOut: { readonly pending: bigint; readonly unavailable: bigint } };
const wanted = ({ leftOut: { pending, unavailable }, ...sums }: Sums, currency: string) => ({
  currency,
  ...sums,
  leftOut: { pending: BigInt(pending), unavailable: BigInt(unavailable) },
});

async function furnished(r: Random, most: bigint) {
  const o = await office(t, here);
  const people = names.map((name) => o.affiliate(name));
  const credits = Array.from({ length: 600 }, () => anyCredit(r, people, days, most));
  const lost = Array.from({ length: 150 }, () => anyLost(r, days));
  const enrollmentOf = (id: string) => {
    const name = names[people.indexOf(id)] ?? 'jane';
    return { enrollment: o.enrollment(name), campaign: o.campaign() };
  };
  await inOrganization(store, o.scope, (session) => keep(session, o.scope, credits, lost, enrollmentOf));
  return { o, credits, lost };
}

/** As rows alone, and as sums of days and months, which take their place. */
async function compare(t: Test, all: Awaited<ReturnType<typeof furnished>>, to: string) {
  await compareOnce(t, all, to);
  t.ok((await sumPeriods(all.o.engine, all.o.organizationId)) > 0, 'something was summed up');
  await compareOnce(t, all, to);
  t.same(await compareSummed(all.o.engine, all.o.scope), [], 'verify agrees');
}

async function compareOnce(t: Test, { o, credits, lost }: Awaited<ReturnType<typeof furnished>>, to: string) {
  const source = o.engine.rateSources.get('ecb');
  if (source === undefined) throw new Error('there is no source');
  const newestFirst = published.toSorted((a, b) => (a.day < b.day ? 1 : -1));
  const table: RateTable = { source, newest: newestFirst[0]?.day ?? null, days: newestFirst };
  const homeAt = (row: Lost): Home =>
    row.currency === null ? { state: 'same', currency: to } : homeOf(table, row.occurredAt, row.currency, to);
  const live = credits.filter(({ mode, withdrawn }) => mode === 'live' && !withdrawn);
  const summary = async (query: string, of: (row: Kept) => boolean) => {
    const { home } = (await exactly(o, `/conversions/summary${query}`)) as { home: Told };
    t.same(home, wanted(defined(live.filter(of), homeAt), to), `conversions${query}`);
  };
  await summary('', () => true);
  await summary('?type=sale,renewal', ({ type }) => type !== 'lead');
  await summary('?status=denied', ({ denied }) => denied);
  await summary('?currency=JPY,VES', ({ currency }) => currency === 'JPY' || currency === 'VES');
  const jane = o.affiliate('jane');
  await summary(`?affiliateId=${jane}`, ({ affiliate }) => affiliate === jane);
  const [from, until] = [days[30] as string, days[10] as string];
  await summary(`?from=${from}&to=${until}`, (row) => row.occurredAt >= from && row.occurredAt.slice(0, 10) <= until);

  const asCredits = lost.map((row) => ({ ...(credits[0] as Kept), ...row, lines: [] }));
  const { home: payments } = (await exactly(o, '/payments/summary')) as { home: unknown };
  const { amount, refundedAmount: reversed, leftOut } = wanted(defined(asCredits, homeAt), to);
  t.same(payments, { currency: to, amount, reversed, leftOut }, 'payments');

  const within = (row: Lost): boolean => row.occurredAt >= from && row.occurredAt.slice(0, 10) <= until;
  const overview = (await exactly(o, `/overview?from=${from}&to=${until}`)) as { home: Record<string, unknown> };
  const paid = live.filter((row) => within(row) && row.currency !== null);
  const sold = defined(paid, homeAt);
  const missed = defined(asCredits.filter(within), homeAt);
  t.match(overview.home, {
    currency: to,
    sales: BigInt(paid.filter(({ type }) => type !== 'lead').length),
    amount: sold.amount,
    refundedAmount: sold.refundedAmount,
    commission: sold.commission,
    takenBack: sold.reversedCommission,
    notCreditedAmount: missed.amount,
    leftOut: {
      pending: BigInt(sold.leftOut.pending + missed.leftOut.pending),
      unavailable: BigInt(sold.leftOut.unavailable + missed.leftOut.unavailable),
    },
  });
  const each = overview.home['days'] as readonly { day: string; commission: bigint }[];
  t.ok(
    each.length === 21 &&
      each.every(
        ({ day, commission }) =>
          commission ===
          defined(
            paid.filter(({ occurredAt }) => occurredAt.startsWith(day)),
            homeAt,
          ).commission,
      ),
    'day by day',
  );
  const top = overview.home['topAffiliates'] as readonly {
    affiliateId: string;
    commission: bigint;
    takenBack: bigint;
  }[];
  t.equal(top.length, 2);
  for (const { affiliateId, commission, takenBack } of top) {
    const own = defined(
      paid.filter(({ affiliate }) => affiliate === affiliateId),
      homeAt,
    );
    t.same([commission, takenBack], [own.commission, own.reversedCommission], 'who earned most');
  }

  const ids = names.map((name) => o.affiliate(name));
  const { data } = (await exactly(o, `/affiliates/figures?affiliateId=${ids.join(',')}`)) as {
    data: readonly { affiliateId: string; home: { amount: bigint; leftOut: unknown } }[];
  };
  for (const { affiliateId, home } of data) {
    const own = wanted(
      defined(
        live.filter((row) => row.affiliate === affiliateId && row.currency !== null),
        homeAt,
      ),
      to,
    );
    t.same([home.amount, home.leftOut], [own.commission - own.reversedCommission, own.leftOut], 'figures');
  }
}

void t.test(
  'X1: sums in the home currency are those of each line by itself, and what has no rate is left out and told',
  async (t) => {
    await publish(anyRates(random(seed)));
    const all = await furnished(random(seed), 100_000_000n);
    await compare(t, all, 'USD');
    await t.test('X2: days that are published later are seen, those in between too', async (t) => {
      const known = new Set(published.map(({ day }) => day));
      const late = Array.from({ length: 70 }, (_, ago) => dayOf(ago))
        .filter((day) => new Date(day).getUTCDay() % 6 !== 0 && !known.has(day))
        .map((day) => ({ day, rates: { USD: '1.25', JPY: '160.01', GBP: '0.81' } }));
      t.ok(late.length > 3);
      await publish(late);
      await compare(t, all, 'USD');
    });
    await t.test('R1: what goes back later is seen at once, and summed up again', async (t) => {
      const r = random(seed + 2);
      const changed = all.credits.filter(() => r.chance(10)).map((row) => ({ ...row, reversed: row.amount }));
      const returned = changed.map((row) => ({
        ...row,
        lines: row.lines.map((line) => ({ ...line, reversed: line.amount })),
      }));
      await inOrganization(store, all.o.scope, (session) => takeBack(session, all.o.scope, returned));
      const later = all.credits.map((row) => returned.find(({ id }) => id === row.id) ?? row);
      await compare(t, { ...all, credits: later }, 'USD');
      all.credits.splice(0, Infinity, ...later);
    });
    await t.test('in whatever currency the brand reckons', async (t) => {
      const text = 'update organization set home_currency = $2 where id = $1';
      for (const to of ['JPY', 'KWD', 'VES']) {
        await inOrganization(store, { ...all.o.scope, actor: 'user:test' }, (session) =>
          session.query({ name: 'test_home', text }, [all.o.organizationId, to]),
        );
        await compare(t, all, to);
      }
    });
  },
);

void t.test('X1: amounts that pass 64 bits on the way are reckoned all the same', async (t) => {
  await compare(t, await furnished(random(seed + 1), largest), 'USD');
});
