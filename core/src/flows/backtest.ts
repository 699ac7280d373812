import { drafting, type Earning, earningsIn, sameSight, undecided } from '../domain/backtest.ts';
import { sightOf } from '../domain/sight.ts';
import type { CampaignTerms } from '../domain/terms.ts';
import { affiliateNames, countBetween, paymentsBetween, readTested, type Tested } from '../store/backtest.ts';
import { type EnrollmentBook, enrollmentBook } from '../store/many/enrollments.ts';
import { type Past, rememberedPast } from '../store/past.ts';
import { inSnapshot, type Scope } from '../store/session.ts';
import { breather } from './breather.ts';
import { decide } from './decide.ts';
import type { Engine } from './engine.ts';
import { pagesOf } from './pages.ts';

export interface BacktestInput {
  readonly campaignId: string;
  /** Complete and checked. */
  readonly terms: CampaignTerms;
  /** By when payments occurred: from, inclusive, to before `to`. RFC 3339. */
  readonly from: string;
  readonly to: string;
}

export interface BacktestWatch {
  /** Waited for; what it throws ends the run. */
  readonly onProgress: (done: number, of: number) => void | Promise<void>;
  /** Ends it soon, with whatever it throws. */
  readonly signal?: AbortSignal;
  /** Pages read and decided at once. Default 1: beside a server, others have the first claim. */
  readonly lanes?: number;
  /** Payments in a page, which is in memory as a whole. */
  readonly page?: number;
}

/** One affiliate in one currency. Amounts are minor units, commissions less what is taken back by now. */
export interface BacktestRow {
  readonly affiliateId: string;
  readonly name: string;
  readonly currency: string;
  /** What the ledger holds. */
  readonly before: bigint;
  /** What it would hold under the draft. */
  readonly after: bigint;
  /** Payments that would earn another amount. */
  readonly changed: number;
}

export interface Backtested {
  /** Payments and leads that name somebody of the campaign. */
  readonly payments: number;
  /** Of these, how many the published terms would decide otherwise today than the ledger has them: late evidence, or a newer version. */
  readonly untrue: number;
  /** Payments a plugin or a missing exchange rate keeps from being decided under the draft. They count as earning nothing. */
  readonly undecided: number;
  /** The largest difference first. */
  readonly rows: readonly BacktestRow[];
}

/** Below it PostgreSQL has more to do for each payment; above it memory grows, and little is won. */
const most = 120;

/**
 * Decides the payments of a period again under draft terms, and tells per affiliate what would have been otherwise. Posts nothing, writes
 * nothing. Reads page by page, so that memory does not grow with the number of payments.
 */
export async function backtest(
  engine: Engine,
  scope: Scope,
  { campaignId, terms, from, to }: BacktestInput,
  { onProgress, signal, lanes = 1, page = most }: BacktestWatch,
): Promise<Backtested> {
  const { store, now } = engine;
  const sums = new Map<string, Sum>();
  const period = { from, to };
  const total = await inSnapshot(store, scope, (session) => countBetween(session, scope, period));
  const order = {
    campaignId,
    draft: drafting(campaignId, terms),
    sameSight: sameSight(),
    at: now().toISOString(),
    past: rememberedPast(),
    enrollments: enrollmentBook(),
    signal,
  };
  let [done, payments, untrue, unknown] = [0, 0, 0, 0];
  const pages = pagesOf(page, (after, count) =>
    inSnapshot(store, scope, (session) => paymentsBetween(session, scope, period, after, count)),
  );
  const lane = async (): Promise<void> => {
    for await (const ids of pages) {
      signal?.throwIfAborted();
      for (const { before, after, untrue: otherwise, undecided: open } of await decideAgain(
        engine,
        scope,
        order,
        ids,
      )) {
        payments++;
        if (otherwise) untrue++;
        if (open) unknown++;
        add(sums, before, after);
      }
      done += ids.length;
      await onProgress(done, Math.max(total, done));
    }
  };
  // Sums do not care for order; while one lane decides, the database reads for another.
  await Promise.all(Array.from({ length: lanes }, lane));
  const names = await inSnapshot(store, scope, (session) => affiliateNames(session, scope, [...affiliatesOf(sums)]));
  const rows = [...sums.values()].map((sum) => ({ ...sum, name: names.get(sum.affiliateId) ?? sum.affiliateId }));
  return { payments, untrue, undecided: unknown, rows: rows.toSorted(bySize) };
}

interface Order {
  readonly campaignId: string;
  readonly draft: ReturnType<typeof drafting>;
  readonly sameSight: ReturnType<typeof sameSight>;
  /** As of when everything is decided again. */
  readonly at: string;
  readonly past: Past;
  readonly enrollments: EnrollmentBook;
  readonly signal: AbortSignal | undefined;
}

/** A page of payments under the published terms and under the draft, as of one moment. */
async function decideAgain(
  engine: Engine,
  scope: Scope,
  { campaignId, draft, sameSight, at, past, enrollments, signal }: Order,
  ids: readonly string[],
): Promise<readonly Weighed[]> {
  return inSnapshot(engine.store, scope, async (session) => {
    const weighed: Weighed[] = [];
    const breathe = breather();
    for (const tested of await readTested(session, scope, ids, enrollments)) {
      if (!concerns(tested, campaignId)) continue;
      const open = undecided(tested.intake);
      const under = draft(open);
      const sight = sightOf(open, engine.rules, at);
      const published = await decide(engine, session, open, at, past, sight);
      const drafted = await decide(engine, session, under, at, past, sameSight(open, under) ? sight : undefined);
      const before = summed(tested.earned.filter((earning) => earning.campaignId === campaignId));
      weighed.push({
        before,
        after: summed(earningsIn(campaignId, drafted)),
        untrue: !sameEarnings(before, summed(earningsIn(campaignId, published))),
        undecided: drafted.standing === 'failed' || drafted.standing === 'no_rate',
      });
      await breathe();
      signal?.throwIfAborted();
    }
    return weighed;
  });
}

/** One payment, and nothing of how it was decided: a page of traces is more than anybody asks for. */
interface Weighed {
  readonly before: Earnings;
  readonly after: Earnings;
  readonly untrue: boolean;
  readonly undecided: boolean;
}

const concerns = ({ intake }: Tested, campaignId: string): boolean =>
  intake.found.enrollments.some((enrollment) => enrollment.campaignId === campaignId);

type Sum = { -readonly [K in keyof Omit<BacktestRow, 'name'>]: BacktestRow[K] };

const keyOf = ({ affiliateId, currency }: Pick<Earning, 'affiliateId' | 'currency'>): string =>
  `${affiliateId} ${currency}`;

/** Amounts by affiliate and currency; what is nothing is left out, so that a line of 0.00 and no line are the same. */
function summed(earnings: readonly Earning[]): Earnings {
  const sums = new Map<string, Earning>();
  for (const { affiliateId, currency, amount: more } of earnings) {
    const key = keyOf({ affiliateId, currency });
    const amount = more + (sums.get(key)?.amount ?? 0n);
    if (amount === 0n) sums.delete(key);
    else sums.set(key, { affiliateId, currency, amount });
  }
  return sums;
}

type Earnings = ReadonlyMap<string, Earning>;

function sameEarnings(one: Earnings, other: Earnings): boolean {
  return one.size === other.size && [...one].every(([key, { amount }]) => other.get(key)?.amount === amount);
}

function add(sums: Map<string, Sum>, was: Earnings, would: Earnings): void {
  for (const key of new Set([...was.keys(), ...would.keys()])) {
    const { affiliateId = '', currency = '' } = was.get(key) ?? would.get(key) ?? {};
    const sum = sums.get(key) ?? { affiliateId, currency, before: 0n, after: 0n, changed: 0 };
    const [had, has] = [was.get(key)?.amount ?? 0n, would.get(key)?.amount ?? 0n];
    sum.before += had;
    sum.after += has;
    if (had !== has) sum.changed++;
    sums.set(key, sum);
  }
}

const affiliatesOf = (sums: ReadonlyMap<string, Sum>): ReadonlySet<string> =>
  new Set([...sums.values()].map(({ affiliateId }) => affiliateId));

function bySize(a: BacktestRow, b: BacktestRow): number {
  const [x, y] = [size(a), size(b)];
  if (x === y) return a.name < b.name ? -1 : 1;
  return x > y ? -1 : 1;
}

const size = ({ before, after }: BacktestRow): bigint => (after > before ? after - before : before - after);
