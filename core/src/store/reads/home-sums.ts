import { type Sql, sql } from './sql.ts';

/** What was paid in one currency on one UTC day. */
export interface CurrencyDay {
  readonly currency: string;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** Minor units of the home currency for one minor unit, as an exact fraction (X2). */
export interface HomeRate extends CurrencyDay {
  /** `converted`, or why it is left out. */
  readonly state: 'converted' | 'pending' | 'unavailable';
  readonly numerator: bigint | null;
  readonly denominator: bigint | null;
}

export interface HomeRates {
  /** The home currency. */
  readonly currency: string;
  readonly rates: readonly HomeRate[];
  /** Reckons with numbers of any size. Within 64 bits, as nearly all amounts are, it takes a fraction of the time. */
  readonly isExact: boolean;
}

const greatest = 2n ** 63n - 1n;

/** Up to which amount `2 × amount × n + d` is within 64 bits; -1: none is. */
const safeAmount = ({ numerator: n, denominator: d }: HomeRate): bigint | null => {
  if (n === null || d === null) return null;
  return 2n * d > greatest || n > greatest ? -1n : (greatest - d) / (2n * n);
};

/** By which day a row is converted; null: it need not be. To be read once, within a select that ends in `offset 0`: the calendar of UTC costs more than the rest of a row's sums. */
export const rateDay = (home: string): Sql =>
  sql`case when c.currency <> ${home} then (c.occurred_at at time zone 'UTC')::date end`;

/** Rates as rows `r`, joined to rows `c` by their currency and their `rate_day`. */
export function rated({ rates, isExact }: HomeRates): Sql {
  const of = <T>(member: (rate: HomeRate) => T): readonly T[] => rates.map(member);
  const fitting = (value: bigint | null): bigint | null =>
    value !== null && !isExact && value > greatest ? null : value;
  const whole = isExact ? sql`numeric[]` : sql`bigint[]`;
  return sql`left join unnest(${of(({ currency }) => currency)}::text[], ${of(({ day }) => day)}::date[], ${of(({ state }) => state)}::text[],
      ${of(({ numerator }) => fitting(numerator))}::${whole}, ${of(({ denominator }) => fitting(denominator))}::${whole},
      ${of(safeAmount)}::bigint[]) r (currency, day, state, n, d, safe)
    on r.day = c.rate_day and r.currency = c.currency::text`;
}

/** An amount of at least 0 in the home currency by rate `r`, rounded once, half up: as `inHome` of the domain says it. */
export const inHome = (amount: Sql, isExact = true): Sql =>
  isExact
    ? sql`div(2 * ${amount}::numeric * r.n + r.d, 2 * r.d)`
    : sql`case when ${amount} <= r.safe then (2 * ${amount} * r.n + r.d) / (2 * r.d) end`;

/** What of it went back: the same part of it, so that the original rate holds (X1), as `reversedInHome` says it. */
const reversedInHome = (amount: Sql, reversed: Sql, isExact: boolean): Sql => {
  const converted = inHome(amount, isExact);
  const part = sql`div(2 * ${converted}::numeric * ${reversed} + ${amount}, 2 * ${amount}::numeric)`;
  return sql`case when ${reversed} = 0 or ${amount} = 0 then 0 when ${reversed} = ${amount} then ${converted} else ${isExact ? part : sql`${part}::bigint`} end`;
};

/** What rows `c` come to in the home currency, but for those that are in it. Sums are texts of integers. */
export interface ForeignSums {
  readonly foreignAmount: string;
  readonly foreignRefunded: string;
  readonly foreignCommission: string;
  readonly foreignReversed: string;
  /** How many have no rate: they wait for one, or there is none. They are in no sum. */
  readonly pending: number;
  readonly unavailable: number;
  /** How many no rate was given for at all, and the days that rates are needed for. */
  readonly unrated: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** How many are beyond 64 bits: they are in no sum unless it is exact. */
  readonly huge: number;
}

/** Of the rows that are converted: the others cost no more than the look whether they are. */
const text = (sum: Sql): Sql => sql`coalesce(sum(${sum}) filter (where r.safe is not null), 0)::text`;

export const standings = (
  { isExact }: HomeRates,
  largest: Sql,
): Sql => sql`count(*) filter (where r.state = 'pending')::int as pending, count(*) filter (where r.state = 'unavailable')::int as unavailable,
  count(*) filter (where c.rate_day is not null and r.state is null)::int as unrated, min(c.rate_day)::text as "firstDay", max(c.rate_day)::text as "lastDay",
  ${isExact ? sql`0` : sql`count(*) filter (where r.safe is not null and ${largest} > r.safe)::int`} as huge`;

/** What one conversion `c` comes to in the home currency: each amount and each line is converted by itself (X1). One line alone is the commission. */
function converted(rates: HomeRates) {
  const { isExact } = rates;
  const lines = (each: Sql): Sql =>
    sql`(select sum(${each}) from commission m where m.organization_id = c.organization_id and m.conversion_id = c.id)${isExact ? sql`` : sql`::bigint`}`;
  const ofLines = (one: Sql, each: Sql): Sql =>
    sql`case when c.several and c.commission > 0 and r.n is not null then ${lines(each)} else ${one} end`;
  const [commission, reversed] = [sql`c.commission`, sql`c.reversed_commission`];
  const [ofLine, reversedOfLine] = [sql`m.amount`, sql`m.reversed`];
  return {
    amount: inHome(sql`c.amount`, isExact),
    refunded: reversedInHome(sql`c.amount`, sql`c.reversed_amount`, isExact),
    commission: ofLines(inHome(commission, isExact), inHome(ofLine, isExact)),
    // Most of them are not looked up: nothing of any of their lines was taken back.
    reversed: sql`case when ${reversed} = 0 then 0 else ${ofLines(reversedInHome(commission, reversed, isExact), reversedInHome(ofLine, reversedOfLine, isExact))} end`,
    standings: standings(rates, sql`greatest(c.amount, c.commission)`),
  };
}

/** Columns of sums over conversions `c`. */
export function foreignSums(rates: HomeRates): Sql {
  const { amount, refunded, commission, reversed, standings } = converted(rates);
  return sql`${text(amount)} as "foreignAmount", ${text(refunded)} as "foreignRefunded", ${text(commission)} as "foreignCommission",
    ${text(reversed)} as "foreignReversed", ${standings}`;
}

/** What was captured, or earned, less what went back of it, of conversions `c` in any currency: one sum in the home currency, which the rows without a rate are not in. */
export const keptSum = (rates: HomeRates, of: 'amount' | 'commission'): Sql => sql`sum(${keptOf(rates, of)})`;

/** The same of one conversion `c`. */
export function keptOf(rates: HomeRates, of: 'amount' | 'commission'): Sql {
  const { amount, refunded, commission, reversed } = converted(rates);
  const [own, foreign] =
    of === 'amount'
      ? [sql`c.amount - c.reversed_amount`, sql`${amount} - ${refunded}`]
      : [sql`c.commission - c.reversed_commission`, sql`${commission} - ${reversed}`];
  return sql`case when c.rate_day is null then ${own} else ${foreign} end`;
}

/** Commissions above this are added up exactly; millions of those below it stay within 64 bits. */
const small = 2n ** 40n;

/** Sums of commissions of whom the most are looked for: of small ones as `keptSmall` has them, else of any. */
export const rankSum = ({ isExact }: HomeRates, of: Sql): Sql => (isExact ? sql`sum(${of})` : sql`small_sum(${of})`);

/** What is kept of a commission, in its currency and at home; where it is not small, as much as is. */
export const keptSmall = (rates: HomeRates): { readonly own: Sql; readonly kept: Sql } => {
  const own = sql`c.commission - c.reversed_commission`;
  const kept = keptOf(rates, 'commission');
  if (rates.isExact) return { own, kept };
  return { own: sql`least(${own}, ${small}::bigint)`, kept: sql`least(${kept}, ${small}::bigint)` };
};

/** Whether no rate was given for conversion `c`, and whether it is not small or passes 64 bits. */
export const isUnrated: Sql = sql`c.rate_day is not null and r.state is null`;
export const isHuge = (rates: HomeRates): Sql =>
  rates.isExact
    ? sql`false`
    : sql`c.commission > ${small}::bigint or r.safe is not null and (greatest(c.amount, c.commission) > r.safe or ${keptOf(rates, 'commission')} > ${small}::bigint)`;

/** What there is to know of the rates that sums over conversions `c` were made with. */
export const ratesUsed = (rates: HomeRates): Sql => converted(rates).standings;

/** The same over payments `c`, which have neither lines nor sums of them. */
export function foreignSumsOfPayments(rates: HomeRates): Sql {
  const { isExact } = rates;
  return sql`${text(inHome(sql`c.amount`, isExact))} as "foreignAmount",
    ${text(reversedInHome(sql`c.amount`, sql`least(c.reversed, c.amount)`, isExact))} as "foreignRefunded",
    '0' as "foreignCommission", '0' as "foreignReversed", ${standings(rates, sql`c.amount`)}`;
}
