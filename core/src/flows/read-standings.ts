import { convertAt, findRate } from '../domain/exchange.ts';
import type { StandingRead } from '../domain/stored-fact.ts';
import type { StandingWanted } from '../domain/terms-lane.ts';
import type { Intake } from '../store/context.ts';
import type { Past } from '../store/past.ts';
import type { Session } from '../store/session.ts';
import { readStandingsByNow, type StandingSum } from '../store/standings.ts';
import type { RateBook } from './rate-book.ts';

/**
 * Where enrollments stand before a payment is credited (C6). A volume in another currency than a sale is that sale converted by X2, each day's
 * sum rounded once; a sale without a rate makes it `no_rate`, never a guess (M5).
 *
 * @param asOf 'now': in line with all others who are about to credit these enrollments, so that two sales at once never read the
 *   same standing; else as of when the payment happened
 */
export async function readStandings(
  rates: RateBook,
  session: Session,
  intake: Intake,
  occurredAt: string,
  wanted: readonly StandingWanted[],
  asOf: 'now' | Past,
): Promise<readonly StandingRead[] | 'no_rate'> {
  const sums =
    asOf === 'now'
      ? await readStandingsByNow(session, intake, wanted, isKept(intake, wanted))
      : await asOf.standings(session, intake, wanted, occurredAt);
  const read: StandingRead[] = [];
  for (const [index, question] of wanted.entries()) {
    const value = await valueOf(rates, session, question, sums[index] ?? []);
    if (value === null) return 'no_rate';
    read.push({ type: 'standing.read', occurredAt, ...question, value });
  }
  return read;
}

/** Terms may ask that were not known to, by a model that is newer than they are: then nothing was summed up as it was credited. */
const isKept = ({ found }: Intake, wanted: readonly StandingWanted[]): boolean =>
  wanted.every(({ enrollmentId }) => found.enrollments.find(({ id }) => id === enrollmentId)?.tiered === true);

async function valueOf(
  rates: RateBook,
  session: Session,
  { measure, currency }: StandingWanted,
  sums: readonly StandingSum[],
): Promise<bigint | null> {
  if (measure === 'count') return sums.reduce((all, { sales }) => all + BigInt(sales), 0n);
  let value = 0n;
  for (const sum of sums) {
    const volume = await inCurrencyOf(rates, session, sum, currency ?? sum.currency);
    if (volume === null) return null;
    value += volume;
  }
  return value;
}

async function inCurrencyOf(
  rates: RateBook,
  session: Session,
  { currency, day, volume }: StandingSum,
  wanted: string,
): Promise<bigint | null> {
  if (currency === wanted || volume === 0n || day === null) return volume;
  const table = await rates.at(session, day);
  const found = table === null ? null : findRate(table, day, currency, wanted);
  return found?.found === 'rate' ? convertAt(volume, found.rate) : null;
}
