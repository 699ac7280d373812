import type pg from 'pg';
import { Problem } from '../contract/errors.ts';
import type { ClickDetails } from '../domain/click-details.ts';
import { bigintArray, boolArray, intArray, jsonbArray, textArray, timeArray, uuidArray } from './binary-arrays.ts';
import { keepConnected } from './standing-connection.ts';

export interface ClickRow {
  readonly organizationId: string;
  readonly id: string;
  /** Unix milliseconds, the same as in the id. */
  readonly at: number;
  readonly mode: 'live' | 'test';
  readonly visitor: bigint;
  readonly linkId: string;
  readonly enrollmentId: string;
  /** Snapshotted (A2). */
  readonly windowDays: number;
  /** Why it does not count; null: it does. */
  readonly reason: string | null;
  readonly details: ClickDetails;
}

export interface ClickLog {
  /**
   * Resolves when the click is durable.
   *
   * @throws Problem `unavailable` when it could not be stored in time: the queue is full, the database is away. It may have been stored.
   * @throws the database's error when it refuses this very click
   */
  record(row: ClickRow): Promise<void>;
  /** Takes no more, and resolves when all that were taken are answered. */
  close(): Promise<void>;
}

export interface ClickLogOptions {
  readonly url: string;
  /** How long a click may wait before it is given up. Default 5,000 ms. */
  readonly patienceMs?: number;
  /** How many may wait; more are refused at once, since they would wait in vain. Default 10,000. */
  readonly room?: number;
  /** Told of what keeps clicks waiting. */
  readonly onTrouble?: (error: Error) => void;
}

interface Waiting {
  readonly row: ClickRow;
  /** By the monotonic clock. */
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  /** Stored, refused or given up: somebody was answered. */
  answered: boolean;
}

/** Keeps a batch far below what one message or one transaction should hold. */
const mostInBatch = 1_000;
const lookAgainMs = 250;
const pauseAfterTroubleMs = 200;

/**
 * Group commit: while one batch is being written the next one gathers, and it is sent the moment the first is durable. So nothing waits
 * for a timer, a lone click is written at once, and the more there are the less each costs (PERFORMANCE, Clicks).
 *
 * A batch whose fate is unknown, because the connection broke, is sent again: the same id is stored once. An error in one row fails the
 * statement, so a refused batch is halved until only the bad row is left, which alone is refused.
 */
export function openClickLog({ url, patienceMs = 5_000, room = 10_000, onTrouble }: ClickLogOptions): ClickLog {
  let gathering: Waiting[] = [];
  let writing: Waiting[] = [];
  let writingSince = 0;
  let client: pg.Client | undefined;
  let downSince: number | undefined = performance.now();
  let scheduled = false;
  let closed = false;

  const connection = keepConnected({
    url,
    name: 'fairlead clicks',
    onUp: (up) => {
      client = up;
      downSince = undefined;
      schedule();
    },
    onDown: (error) => {
      client = undefined;
      downSince ??= performance.now();
      onTrouble?.(error);
    },
  });
  const watch = setInterval(giveUpOverdue, lookAgainMs);

  function record(row: ClickRow): Promise<void> {
    const since = performance.now();
    if (closed) return Promise.reject(unavailable('this server is stopping'));
    if (gathering.length + writing.length >= room)
      return Promise.reject(unavailable('too many clicks wait to be stored'));
    // Nobody is made to wait for what has been in vain for everybody before.
    if (downSince !== undefined && since - downSince > patienceMs)
      return Promise.reject(unavailable('the database is away'));
    return new Promise((resolve, reject) => {
      gathering.push({ row, since, resolve, reject, answered: false });
      schedule();
    });
  }

  /** After the requests that arrived together with this one were read, so that they share a batch. */
  function schedule(): void {
    if (scheduled || writing.length > 0) return;
    scheduled = true;
    setImmediate(() => void writeAll());
  }

  async function writeAll(): Promise<void> {
    for (;;) {
      const via = client;
      if (via === undefined || gathering.length === 0) break;
      writing = gathering.length > mostInBatch ? gathering.splice(0, mostInBatch) : gathering;
      if (writing === gathering) gathering = [];
      writingSince = performance.now();
      try {
        await write(via, writing);
      } catch (error) {
        onTrouble?.(error as Error);
        gathering = [...writing.filter(({ answered }) => !answered), ...gathering];
        break;
      } finally {
        writing = [];
      }
    }
    scheduled = false;
    // What is left waits for a connection, or has just met an error that may pass.
    if (client !== undefined && gathering.length > 0) setTimeout(schedule, pauseAfterTroubleMs);
  }

  function giveUpOverdue(): void {
    const now = performance.now();
    for (const waiting of [...writing, ...gathering]) {
      if (waiting.answered || now - waiting.since < patienceMs) continue;
      refuse(waiting, unavailable('the database did not take it in time'));
    }
    gathering = gathering.filter(({ answered }) => !answered);
    // A connection that does not even break is broken here; the client then closes its socket.
    if (writing.length > 0 && now - writingSince > 2 * patienceMs) void client?.end().catch(() => undefined);
  }

  return {
    record,
    close: async () => {
      closed = true;
      while (gathering.length + writing.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      clearInterval(watch);
      await connection.close();
    },
  };
}

/** Rejects only for what may pass; what is wrong with a click is told to that click. */
async function write(client: pg.Client, batch: readonly Waiting[]): Promise<void> {
  try {
    await client.query({ ...recordClicks, values: columns(batch) });
    for (const waiting of batch) {
      waiting.answered = true;
      waiting.resolve();
    }
  } catch (error) {
    if (!isAboutRows(error)) throw error;
    const [only] = batch;
    if (only !== undefined && batch.length === 1) return refuse(only, error as Error);
    const half = batch.length >> 1;
    await write(client, batch.slice(0, half));
    await write(client, batch.slice(half));
  }
}

function refuse(waiting: Waiting, error: Error): void {
  waiting.answered = true;
  waiting.reject(error);
}

/** Data exceptions and violated constraints; PostgreSQL says so in the first two characters. */
const isAboutRows = (error: unknown): boolean => /^2[23]/.test((error as { code?: string }).code ?? '');

const unavailable = (why: string): Problem =>
  new Problem('unavailable', `The click was not stored: ${why}. Try again.`);

const recordClicks = {
  name: 'record_clicks',
  text: 'select record_clicks($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
};

function columns(batch: readonly Waiting[]): Buffer[] {
  const rows = batch.map(({ row }) => row);
  return [
    uuidArray(rows.map(({ organizationId }) => organizationId)),
    uuidArray(rows.map(({ id }) => id)),
    timeArray(rows.map(({ at }) => at)),
    textArray(rows.map(({ mode }) => mode)),
    bigintArray(rows.map(({ visitor }) => visitor)),
    uuidArray(rows.map(({ linkId }) => linkId)),
    uuidArray(rows.map(({ enrollmentId }) => enrollmentId)),
    intArray(rows.map(({ windowDays }) => windowDays)),
    boolArray(rows.map(({ reason }) => reason === null)),
    textArray(rows.map(({ reason }) => reason)),
    jsonbArray(rows.map(({ details }) => JSON.stringify(details))),
  ];
}
