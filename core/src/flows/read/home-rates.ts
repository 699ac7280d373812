import { homeCurrency } from '../../store/reads/home-currency.ts';
import type { Moments } from '../../store/reads/days.ts';
import type { ForeignSums, HomeRates } from '../../store/reads/home-sums.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import type { RateBook } from '../rate-book.ts';
import type { Seen } from '../seen-currencies.ts';
import { addDays, everyDay } from './calendar.ts';

/** Sums by currency, and what there is to know of the rates they were made with. */
type Rated = { readonly currency: string | null } & Pick<ForeignSums, 'unrated' | 'firstDay' | 'lastDay' | 'huge'>;

export interface AtHome<Row> {
  /** The home currency. */
  readonly currency: string;
  readonly rows: readonly Row[];
}

/**
 * Reads sums in the home currency, each amount at the rate of its own day (X1). Rows are looked through once, with the rates that were needed before;
 * again only where one was missing, or an amount passes 64 bits.
 *
 * @param between what is read lies between these moments
 */
export async function readAtHome<Row extends Rated>(
  { rates: book, now }: Pick<Engine, 'rates' | 'now'>,
  session: Session,
  scope: Scope,
  between: Moments,
  read: (rates: HomeRates) => Promise<readonly Row[]>,
): Promise<AtHome<Row>> {
  const currency = await homeCurrency(session, scope);
  const rates = async (): Promise<HomeRates> => ({
    currency,
    rates: await ratesFor(book, session, currency, book.seen.of(scope.organizationId), between, now()),
    isExact: false,
  });
  let using = await rates();
  let rows = await read(using);
  if (rows.some(({ unrated }) => unrated > 0)) {
    book.seen.add(scope.organizationId, seenIn(rows));
    using = await rates();
    rows = await read(using);
  }
  if (rows.some(({ huge }) => huge > 0)) rows = await read({ ...using, isExact: true });
  return { currency, rows };
}

async function ratesFor(
  book: RateBook,
  session: Session,
  home: string,
  seen: readonly Seen[],
  { since, until }: Moments,
  now: Date,
): Promise<HomeRates['rates']> {
  // What is paid today is read all day long, though nothing was when it was looked last.
  const tomorrow = addDays(dayOf(now.toISOString()), 1);
  const days = seen
    .filter(({ currency }) => currency !== home)
    .flatMap(({ currency, first, last }) => {
      const from = since === undefined ? first : later(first, dayOf(since));
      const to = until === undefined ? later(last, tomorrow) : earlier(later(last, tomorrow), dayOf(until));
      return from > to ? [] : everyDay(from, to).map((day) => ({ currency, day }));
    });
  return days.length === 0 ? [] : book.into(session, home, days);
}

const dayOf = (moment: string): string => new Date(moment).toISOString().slice(0, 10);
const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

function seenIn(rows: readonly Rated[]): readonly Seen[] {
  const foreign = rows.filter(({ unrated }) => unrated > 0);
  return [...Map.groupBy(foreign, ({ currency }) => currency ?? '')].map(([currency, same]) => ({
    currency,
    first: same.flatMap(({ firstDay }) => firstDay ?? []).reduce(earlier),
    last: same.flatMap(({ lastDay }) => lastDay ?? []).reduce(later),
  }));
}
