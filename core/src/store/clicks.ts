import { Problem } from '../contract/errors.ts';
import { type ClickLane, type ClickRow, openClickLane, refuse, tell, type WaitingClick } from './click-lane.ts';

export type { ClickRow } from './click-lane.ts';

export interface ClickLog {
  /**
   * Resolves when the click is durable.
   *
   * @throws Problem `unavailable` when it could not be stored in time: too many wait, the database is away. It may have been stored.
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
  /** Connections that write. Default 2. */
  readonly lanes?: number;
  /** Told of what keeps clicks waiting. */
  readonly onTrouble?: (error: Error) => void;
}

/**
 * As many are written at once while no more than some hundreds wait, and as many make a second batch beside one under way worth its round trip. So
 * the database stores one part of them while this process answers another; in one batch, each would wait for the other.
 */
const usualBatch = 64;
/** Far below what one message or one transaction should hold. */
const mostInBatch = 1_000;
const lookAgainMs = 250;
const pauseAfterTroubleMs = 200;
/** Seconds after which a refused click is worth another try. */
const retryAfter = 1;

/**
 * Group commit: while a batch is being written the next one gathers, and it is sent the moment the first is durable. So nothing waits for a
 * timer, a lone click is written at once, and the more there are the less each costs (PERFORMANCE, Clicks). A batch whose fate is unknown,
 * because the connection broke, is sent again: one id is stored once.
 */
export function openClickLog(options: ClickLogOptions): ClickLog {
  const { url, patienceMs = 5_000, room = 10_000, lanes: count = 2, onTrouble } = options;
  let gathering: WaitingClick[] = [];
  let underWay = 0;
  let awaySince: number | undefined = performance.now();
  let scheduled = false;
  let closed = false;

  const lanes: readonly ClickLane[] = Array.from({ length: count }, () =>
    openClickLane({
      url,
      limitMs: 2 * patienceMs,
      onFree: () => {
        awaySince = undefined;
        schedule();
      },
      onTrouble: (error) => {
        if (!lanes.some((lane) => lane.isUp())) awaySince ??= performance.now();
        onTrouble?.(error);
      },
    }),
  );
  const watch = setInterval(look, lookAgainMs);

  function record(row: ClickRow): Promise<void> {
    const since = performance.now();
    if (closed) return Promise.reject(unavailable('this server is stopping'));
    if (gathering.length + underWay >= room) return Promise.reject(unavailable('too many clicks wait to be stored'));
    // Nobody is made to wait for what has been in vain for everybody before.
    if (awaySince !== undefined && since - awaySince > patienceMs) {
      return Promise.reject(unavailable('the database is away'));
    }
    return new Promise((stored, refused) => {
      gathering.push({ row, since, stored, refused, answered: false });
      schedule();
    });
  }

  /** After the requests that arrived together with this one were read, so that they share a batch. */
  function schedule(): void {
    if (scheduled || (underWay > 0 && gathering.length < usualBatch)) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      for (const lane of lanes) void writeBatches(lane, usualBatch);
    });
  }

  /** Batch after batch, for as long as there is enough for one. The database gets the next one before anybody in the last is told. */
  async function writeBatches(lane: ClickLane, enough: number): Promise<void> {
    let durable: readonly WaitingClick[] = [];
    while (lane.isUp() && lane.writing().length === 0 && gathering.length >= (underWay === 0 ? 1 : enough)) {
      const batch = takeBatch();
      underWay += batch.length;
      const written = lane.write(batch);
      tell(durable);
      durable = [];
      try {
        await written;
        durable = batch;
      } catch (error) {
        onTrouble?.(error as Error);
        gathering = [...batch.filter(({ answered }) => !answered), ...gathering];
        setTimeout(schedule, pauseAfterTroubleMs);
        return;
      } finally {
        underWay -= batch.length;
      }
    }
    tell(durable);
  }

  function takeBatch(): WaitingClick[] {
    const size = Math.min(mostInBatch, Math.max(usualBatch, gathering.length >> 2));
    if (gathering.length > size) return gathering.splice(0, size);
    const batch = gathering;
    gathering = [];
    return batch;
  }

  function look(): void {
    const now = performance.now();
    for (const click of [...lanes.flatMap((lane) => lane.writing()), ...gathering]) {
      if (click.answered || now - click.since < patienceMs) continue;
      refuse(click, unavailable('the database did not take it in time'));
    }
    gathering = gathering.filter(({ answered }) => !answered);
    // A batch that takes that long may take any time: what has gathered behind it goes by another lane, however little it is.
    for (const lane of lanes) void writeBatches(lane, 1);
  }

  return {
    record,
    close: async () => {
      closed = true;
      while (gathering.length + underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      clearInterval(watch);
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

const unavailable = (why: string): Problem =>
  new Problem('unavailable', `The click was not stored: ${why}. Try again.`, { retryAfter });
