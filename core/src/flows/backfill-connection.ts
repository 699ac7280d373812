import type { ProcessorAccount, StoredDelivery } from '../contract/adapter.ts';
import { type Delivery, keepDeliveries } from '../store/inbox.ts';
import { newId } from '../store/ids.ts';
import { deliveriesOf } from '../store/story.ts';
import { inOrganization, inSnapshot, type Scope } from '../store/session.ts';
import type { Connections, OpenConnection } from './connections.ts';
import type { Engine } from './engine.ts';
import { type Processed, processKept } from './process-delivery.ts';
import type { Settled } from './settle-payment.ts';

export interface BackfillOptions {
  /** By the processor's clock: from, inclusive, and to, exclusive. */
  readonly since: Date;
  readonly until: Date;
  /** Tells what is missing, and keeps nothing. */
  readonly dryRun?: boolean;
  /** Ends it after the page it is at, with whatever it throws. */
  readonly signal?: AbortSignal;
  /** Deliveries worked on at once. */
  readonly concurrency?: number;
  readonly onMissed?: (missed: Missed) => void;
  readonly onProgress?: (report: Backfilled, reached: string | undefined) => void;
}

/** A find that no webhook had brought, and what came of it; null: it was only looked for. */
export interface Missed {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly state: Processed | null;
}

/** What webhooks had missed. */
export interface Backfilled {
  /** What the processor told of the span. */
  readonly found: number;
  /** Of those: here already, by its id or by all that it states. */
  readonly known: number;
  /** Of those: not here, so taken in now. In a dry run known by ids alone. */
  readonly missed: number;
  readonly missedByType: Readonly<Record<string, number>>;
  readonly byState: Readonly<Partial<Record<Processed, number>>>;
  /** Payments and leads that are new, and how often one that was known learned something. */
  readonly payments: { readonly added: number; readonly changed: number };
  /** Postings made by what was missed. */
  readonly postings: number;
}

/**
 * Reads from the processor what webhooks may have missed (ARCHITECTURE, Delivery): every find goes the way of a webhook, into the inbox, unique by event
 * id, then to facts, unique by content. So nothing doubles, however often it runs, beside webhooks that come in meanwhile. Where it is broken off,
 * what was taken in is worked on by whoever is free.
 *
 * @throws ProcessorRefused from the adapter
 */
export async function backfillConnection(
  engine: Engine,
  connections: Connections,
  { id: connectionId, organizationId, adapter }: OpenConnection,
  account: ProcessorAccount<unknown>,
  options: BackfillOptions,
): Promise<Backfilled> {
  const { since, until, dryRun = false, signal, concurrency = 8, onMissed, onProgress } = options;
  if (adapter.backfill === undefined) throw new TypeError(`the adapter ${adapter.id} has no backfill`);
  const scope: Scope = { organizationId, actor: `adapter:${connectionId}` };
  const report = counting();

  for await (const { deliveries, reached, readAgain = false } of oneAhead(
    adapter.backfill(account as never, since, until),
  )) {
    signal?.throwIfAborted();
    const missing = dryRun
      ? await notHere(engine, scope, connectionId, deliveries)
      : await takenIn(engine, scope, connectionId, deliveries);
    report.page(deliveries.length, missing.length);
    await inTurns(missing, concurrency, async (delivery) => {
      const settled: Settled[] = [];
      const state = dryRun
        ? null
        : await processKept(engine, connections, organizationId, delivery, (one) => settled.push(one));
      const { eventId, type, occurredAt } = delivery;
      const isNew = settled.length === 0 || settled.some(({ intake }) => intake.added > 0);
      if (readAgain && !isNew) return report.knownAfterAll();
      report.missed(type, state, settled);
      onMissed?.({ eventId, type, occurredAt, state });
    });
    onProgress?.(report.told(), reached);
  }
  return report.told();
}

/** Has the next page on its way while one is worked on: a processor's API and our database wait for each other else. */
async function* oneAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const page = iterator.next();
    // Thrown where it is awaited, after the page before it is done.
    page.catch(() => undefined);
    return page;
  };
  try {
    for (let next = ask(); ; ) {
      const page = await next;
      if (page.done === true) return;
      next = ask();
      yield page.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Keeps those that are not in the inbox yet, a page in one statement. */
async function takenIn(
  engine: Engine,
  scope: Scope,
  connectionId: string,
  deliveries: readonly StoredDelivery[],
): Promise<readonly Delivery[]> {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map((delivery) => ({ ...delivery, id: newId(), connectionId }));
  const kept = await inOrganization(engine.store, scope, async (session) =>
    keepDeliveries(session, scope, connectionId, 'backfill', rows),
  );
  return rows.filter(({ id }) => kept.has(id)).map((row) => ({ ...row, state: 'received', attempts: 0 }));
}

async function notHere(
  engine: Engine,
  scope: Scope,
  connectionId: string,
  deliveries: readonly StoredDelivery[],
): Promise<readonly Delivery[]> {
  const events = deliveries.map(({ eventId }) => eventId);
  const known = await inSnapshot(engine.store, scope, async (session) =>
    deliveriesOf(session, scope, connectionId, events),
  );
  const here = new Set(known.map(({ eventId }) => eventId));
  return deliveries
    .filter(({ eventId }) => !here.has(eventId))
    .map((delivery) => ({ ...delivery, id: '', connectionId, state: 'received', attempts: 0 }));
}

/** Counts and no list, so that a long backfill takes no more memory than a short one. */
function counting() {
  const counts = { found: 0, known: 0, missed: 0, postings: 0 };
  const payments = { added: 0, changed: 0 };
  const types: Record<string, number> = {};
  const states: Partial<Record<Processed, number>> = {};
  return {
    page(found: number, missed: number): void {
      counts.found += found;
      counts.known += found - missed;
      counts.missed += missed;
    },
    /** Told in other words than a webhook's, it states nothing that is not here. */
    knownAfterAll(): void {
      counts.known++;
      counts.missed--;
    },
    missed(type: string, state: Processed | null, settled: readonly Settled[]): void {
      types[type] = (types[type] ?? 0) + 1;
      if (state !== null) states[state] = (states[state] ?? 0) + 1;
      for (const { intake, outcome } of settled) {
        // A refund may come before its payment and waits: the payment is what ends that.
        if (intake.before.state !== 'waiting' && intake.added > 0) payments.changed++;
        if (intake.before.state === 'waiting' && outcome.standing !== 'waiting') payments.added++;
        counts.postings += outcome.postings.length;
      }
    },
    told: (): Backfilled => ({
      ...counts,
      missedByType: { ...types },
      byState: { ...states },
      payments: { ...payments },
    }),
  };
}

async function inTurns<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, hand));
}
