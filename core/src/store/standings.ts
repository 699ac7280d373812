import type { StandingWanted } from '../domain/terms-lane.ts';
import { type Asking, creditedOf, membersOf } from './asking.ts';
import type { Session, Statement } from './session.ts';
import { daysOf, type Span, timesOf } from './spans.ts';

/** Sums of an enrollment's sales in one currency, of one UTC day where the currency is another than was asked for. */
export interface StandingSum {
  readonly currency: string;
  /** YYYY-MM-DD; null: of all days. */
  readonly day: string | null;
  readonly sales: number;
  readonly volume: bigint;
}

type Asked = Pick<StandingWanted, 'enrollmentId' | 'from' | 'until' | 'currency'>;

const columns = 'place, currency, day::text as day, sales, volume::text as volume';
const nowStatement: Statement = {
  name: 'standings_now',
  text: `select ${columns} from standings_now(current_organization(), $1, $2, $3, $4, $5, $6)`,
};
const thenStatement: Statement = {
  name: 'standings_then',
  text: `select ${columns} from standings_then(current_organization(), $1, $2, $3, $4, $5, $6, $7)`,
};

/**
 * The sums behind each standing that is wanted, in the order given, of all sales but `asking`'s that are credited by now (C6). No other sale of
 * these enrollments is credited until this transaction ends.
 *
 * @param kept they are summed up as they are credited; else all of them are read
 */
export async function readStandingsByNow(
  session: Session,
  asking: Asking,
  wanted: readonly Asked[],
  kept: boolean,
): Promise<readonly (readonly StandingSum[])[]> {
  const rows = kept
    ? await session.query<Row>(nowStatement, [asking.mode, creditedOf(asking), ...columnsOf(wanted, daysOf)])
    : await session.query<Row>(thenStatement, [asking.mode, membersOf(asking), ...columnsOf(wanted, timesOf), null]);
  return inOrder(wanted, rows);
}

/** The same of what happened before this time; nobody is held up. */
export async function readStandingsBefore(
  session: Session,
  asking: Asking,
  wanted: readonly Asked[],
  before: string,
): Promise<readonly (readonly StandingSum[])[]> {
  const values = [asking.mode, membersOf(asking), ...columnsOf(wanted, timesOf), before];
  return inOrder(wanted, await session.query<Row>(thenStatement, values));
}

interface Row extends Omit<StandingSum, 'volume'>, Record<string, unknown> {
  /** In the list of what is wanted, from 1. */
  readonly place: number;
  readonly volume: string;
}

function columnsOf(
  wanted: readonly Asked[],
  endsOf: (span: Span) => readonly [string, string],
): readonly (readonly unknown[])[] {
  const ends = wanted.map(endsOf);
  return [
    wanted.map(({ enrollmentId }) => enrollmentId),
    ends.map(([since]) => since),
    ends.map(([, until]) => until),
    wanted.map(({ currency }) => currency),
  ];
}

const inOrder = (wanted: readonly Asked[], rows: readonly Row[]): readonly (readonly StandingSum[])[] =>
  wanted.map((_, at) =>
    rows
      .filter(({ place }) => place === at + 1)
      .map(({ currency, day, sales, volume }) => ({ currency, day, sales, volume: BigInt(volume) })),
  );
