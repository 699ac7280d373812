import { setTimeout as sleep } from 'node:timers/promises';
import { type LeasedDelivery, leaseInbox, leaseRevisits, purgeRequests } from '../store/doors.ts';
import type { Connections } from './connections.ts';
import type { Engine } from './engine.ts';
import { runDueBacktests } from './backtests/run-due.ts';
import { dropBodies } from './drop-bodies.ts';
import { fetchMissingRates } from './fetch-rates.ts';
import { processDelivery } from './process-delivery.ts';
import { inEveryOrganization } from './every-organization.ts';
import { rollClicks } from './roll-clicks.ts';
import { rollMonths } from './roll-months.ts';
import { settlePayment } from './settle-payment.ts';
import { sumPeriods } from './sum-periods.ts';
import { timetable } from './timetable.ts';

export interface WorkerOptions {
  /** Deliveries and payments worked on at once. */
  readonly concurrency?: number;
  /** Milliseconds between looks for due work. */
  readonly pause?: number;
  /** Reads what processors still can tell, where it is due; left out: nobody does. */
  readonly backfill?: (signal: AbortSignal) => Promise<unknown>;
  /** Asks processors about codes that are to be minted or ended, where it is due; left out: nobody does. */
  readonly mint?: () => Promise<unknown>;
  /** Told of what failed; the work itself comes back by its lease. */
  readonly onError: (error: Error) => void;
}

export interface Worker {
  /** Works on a delivery at once, without waiting for the next look. */
  kick(delivery: LeasedDelivery): void;
  /** Nothing new is begun; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const leaseSeconds = 60;
const hourMs = 3_600_000;
/** A server that only just started has more urgent things to do. */
const restMs = 60_000;
/** Somebody waits for a backtest and watches. */
const lookMs = 1_000;

/**
 * The jobs: deliveries that are due and payments to be settled again. Any number of processes may run one beside each other, since work is
 * leased (ARCHITECTURE, Scale).
 */
export function startWorker(engine: Engine, connections: Connections, options: WorkerOptions): Worker {
  const { concurrency = 4, pause = 1_000, backfill, mint, onError } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const queued: LeasedDelivery[] = [];

  const guarded = async (job: () => Promise<unknown>): Promise<void> => {
    try {
      await job();
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const begin = (job: () => Promise<unknown>): Promise<void> => {
    const run = guarded(job).finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  const deliver = ({ organizationId, id }: LeasedDelivery) => processDelivery(engine, connections, organizationId, id);
  const drain = (): void => {
    while (queued.length > 0 && running.size < concurrency * 2) {
      const next = queued.shift();
      if (next !== undefined) void begin(() => deliver(next)).then(drain);
    }
  };

  const round = async (): Promise<number> => {
    const deliveries = await leaseInbox(engine.store, concurrency * 8, leaseSeconds);
    const revisits = await leaseRevisits(engine.store, concurrency * 8, leaseSeconds);
    const jobs = [
      ...deliveries.map((delivery) => () => deliver(delivery)),
      ...revisits.map(
        ({ organizationId, id, paymentId }) =>
          () =>
            settlePayment(engine, { organizationId, actor: 'core' }, paymentId, [], [id]),
      ),
    ];
    await inTurns(jobs, concurrency, begin);
    return jobs.length;
  };

  const { signal } = stopping;
  const now = (): number => engine.now().getTime();
  // What publishes nothing is uploaded.
  const sources = [...engine.rateSources.values()].filter(({ publishes }) => publishes.length > 0);
  const unlessStopped = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  type Counting = (engine: Engine, organizationId: string, isStopping: () => boolean) => Promise<unknown>;
  const everywhere = (count: Counting): Promise<void> =>
    inEveryOrganization(engine, signal, onError, (id) => count(engine, id, () => signal.aborted));
  const regularly = [
    timetable({ every: hourMs, after: 0, now }, () => begin(() => purgeRequests(engine.store))),
    timetable({ every: hourMs, after: restMs, now }, () => begin(() => dropBodies(engine, signal))),
    timetable({ every: lookMs, after: 0, now }, () => begin(() => runDueBacktests(engine, signal))),
    timetable({ every: hourMs / 12, after: restMs, now }, () => begin(() => everywhere(rollClicks))),
    timetable({ every: hourMs, after: restMs, now }, () => begin(() => everywhere(rollMonths))),
    timetable({ every: restMs, after: restMs, now }, () => begin(() => everywhere(sumPeriods))),
    ...sources.map((source) =>
      timetable({ every: hourMs, after: restMs, now }, () =>
        begin(() => unlessStopped(fetchMissingRates(engine, source, signal))),
      ),
    ),
    ...(mint === undefined ? [] : [timetable({ every: 5_000, after: 0, now }, () => begin(mint))]),
    ...(backfill === undefined
      ? []
      : [timetable({ every: hourMs / 12, after: restMs, now }, () => begin(() => backfill(signal)))]),
  ];

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const beginIfDue of regularly) beginIfDue();
      let found = 0;
      await guarded(async () => {
        found = await round();
      });
      if (found === 0) await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    kick(delivery) {
      // Beyond this the lease brings it back: it is due in half a minute anyway.
      if (stopping.signal.aborted || queued.length >= 1_000) return;
      queued.push(delivery);
      drain();
    },
    async stop() {
      stopping.abort();
      queued.length = 0;
      await ended;
      await Promise.all(running);
    },
  };
}

async function inTurns(
  jobs: readonly (() => Promise<unknown>)[],
  width: number,
  begin: (job: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await begin(job);
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, hand));
}
