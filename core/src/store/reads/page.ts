import type { Session } from '../session.ts';
import { type Check, type ListName, readCursor, writeCursor } from './cursor.ts';
import { type Sql, statementOf } from './sql.ts';

/** Runs a statement put together from pieces. */
export async function run<Row extends object>(session: Session, read: Sql): Promise<readonly Row[]> {
  const { statement, values } = statementOf(read);
  return session.query<Row & Record<string, unknown>>(statement, values);
}

export interface PageQuery {
  readonly take: number;
  readonly cursor?: string | undefined;
}

export interface Paged<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

interface Listing<Row> {
  readonly list: ListName;
  /** What a position is made of, in the order of the list. */
  readonly checks: readonly Check[];
  readonly positionOf: (row: Row) => readonly string[];
  /** Rows behind a position, or from the beginning, at most `limit`. */
  readonly read: (behind: readonly string[] | null, limit: number) => Sql;
}

/** One page by position, never by counting. @throws Problem `invalid_request` for a cursor of another list */
export async function readPage<Row extends object>(
  session: Session,
  { list, checks, positionOf, read }: Listing<Row>,
  { take, cursor }: PageQuery,
): Promise<Paged<Row>> {
  const behind = cursor === undefined ? null : readCursor(list, cursor, checks);
  const found = await run<Row>(session, read(behind, take + 1));
  const rows = found.slice(0, take);
  const last = rows.at(-1);
  const more = found.length > take && last !== undefined;
  return { rows, nextCursor: more ? writeCursor(list, positionOf(last)) : null };
}
