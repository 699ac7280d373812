import type { HomeOfRow } from '../../contract/api/home.ts';
import { type Home, homeOf, inHome, reversedInHome } from '../../domain/home.ts';
import type { ConversionRow } from '../../store/reads/conversions.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { linesOfConversions } from '../../store/reads/lines.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';

/** The amounts of each conversion in the home currency, by its id: its lines are converted one by one, as its receipt tells them (X1). */
export async function homeOfRows(
  { rates }: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  rows: readonly ConversionRow[],
): Promise<ReadonlyMap<string, HomeOfRow>> {
  const currency = await homeCurrency(session, scope);
  const foreign = rows.filter((row) => row.currency !== null && row.currency !== currency);
  const tables = await rates.forDays(session, foreign.map(dayOf));
  const lines = await linesOfConversions(
    session,
    scope,
    foreign.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => {
      const home: Home =
        row.currency === null || row.currency === currency
          ? { state: 'same', currency }
          : homeOf(tables(dayOf(row)), row.occurredAt, row.currency, currency);
      return [row.id, shown(home, row, lines.get(row.id) ?? [])];
    }),
  );
}

const dayOf = ({ occurredAt }: ConversionRow): string => occurredAt.slice(0, 10);

type Lines = readonly { readonly amount: bigint; readonly reversed: bigint }[];

function shown(home: Home, row: ConversionRow, lines: Lines): HomeOfRow {
  const { state, currency } = home;
  const [amount, refunded] = [BigInt(row.amount), BigInt(row.refundedAmount)];
  const [commission, reversed] = [BigInt(row.commission), BigInt(row.reversedCommission)];
  const told = tellable;
  const of = { currency, state, amount: told(inHome(home, amount)) };
  const refundedAmount = told(amount === 0n ? inHome(home, 0n) : reversedInHome(home, amount, refunded));
  if (state === 'same')
    return { ...of, refundedAmount, commission: told(commission), reversedCommission: told(reversed) };
  // A denied conversion tells of no commission, whatever its lines would have been.
  const earning = commission === 0n ? [] : lines;
  const sum = (part: (line: Lines[number]) => bigint | null): number | null =>
    inHome(home, 0n) === null ? null : told(earning.reduce((all, line) => all + (part(line) ?? 0n), 0n));
  return {
    ...of,
    refundedAmount,
    commission: sum((line) => inHome(home, line.amount)),
    reversedCommission: sum((line) => reversedInHome(home, line.amount, line.reversed)),
  };
}

/** What is within 2^53 in one currency may be beyond it in another: a JSON number could not tell it exactly, so it is not told. */
export const tellable = (sum: bigint | null): number | null =>
  sum === null || !Number.isSafeInteger(Number(sum)) ? null : Number(sum);
