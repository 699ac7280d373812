import type { Client } from 'pg';
import type { ClickDetails } from '../domain/click-details.ts';
import { type BindMessage, createBindMessage } from './bind-message.ts';
import { sendBound } from './send-bound.ts';
import { keepConnected, type Standing } from './standing-connection.ts';

export interface ClickRow {
  readonly organizationId: string;
  /** It names the visitor too (domain/visitor.ts). */
  readonly id: string;
  /** Unix milliseconds, the same as in the id. */
  readonly at: number;
  readonly mode: 'live' | 'test';
  readonly linkId: string;
  readonly enrollmentId: string;
  /** Snapshotted (A2). */
  readonly windowDays: number;
  /** The visitor may have been here before: only then can it repeat another click. */
  readonly known: boolean;
  /** Why it does not count; null: it does. */
  readonly reason: string | null;
  readonly details: ClickDetails;
}

/** A click on its way, and who waits for it. */
export interface WaitingClick {
  readonly row: ClickRow;
  /** By the monotonic clock. */
  readonly since: number;
  readonly stored: () => void;
  readonly refused: (error: Error) => void;
  /** Somebody was told: stored, refused or given up. */
  answered: boolean;
}

export interface ClickLaneOptions {
  readonly url: string;
  /** A batch that takes longer than this hangs: the connection is broken and made anew. Milliseconds. */
  readonly limitMs: number;
  /** It may write. */
  readonly onFree: () => void;
  /** Of its connection; told again and again for as long as it is away. */
  readonly onTrouble: (error: Error) => void;
}

/** One connection that stores one batch of clicks at a time. */
export interface ClickLane extends Standing {
  readonly isUp: () => boolean;
  /** What is being written; empty: it is free. */
  readonly writing: () => readonly WaitingClick[];
  /**
   * Resolves when a batch is durable; who is in it is told by `tell`. An error in one row fails the statement, so a refused batch is halved
   * until only the bad row is left, which alone is refused, and told so. Rejects for what may pass (the connection, a lock, a full disk): the batch
   * may be written again.
   */
  readonly write: (batch: readonly WaitingClick[]) => Promise<void>;
}

const nothing: readonly WaitingClick[] = [];

export function openClickLane({ url, limitMs, onFree, onTrouble }: ClickLaneOptions): ClickLane {
  let client: Client | undefined;
  let writing = nothing;
  const message = createBindMessage(recordClicks.name, recordClicks.parameters);
  const connection = keepConnected({
    url,
    name: 'fairlead clicks',
    // Of no click at all: that prepares the statement.
    prepare: (fresh) => fresh.query({ ...recordClicks, values: Array<string>(recordClicks.parameters).fill('{}') }),
    onUp: (up) => {
      client = up;
      onFree();
    },
    onDown: (error) => {
      client = undefined;
      onTrouble(error);
    },
  });
  return {
    isUp: () => client !== undefined,
    writing: () => writing,
    write: async (batch) => {
      if (client === undefined) throw new Error('the database is away');
      writing = batch;
      const via = client;
      // Ending a client with a query under way destroys its socket, and with that fails the query.
      const limit = setTimeout(() => void via.end().catch(() => undefined), limitMs);
      try {
        await writeHalving(via, message, batch);
      } finally {
        clearTimeout(limit);
        writing = nothing;
      }
    },
    close: connection.close,
  };
}

/** That they are stored, whom nothing else was told. */
export function tell(clicks: readonly WaitingClick[]): void {
  for (const click of clicks) {
    if (click.answered) continue;
    click.answered = true;
    click.stored();
  }
}

export function refuse(click: WaitingClick, error: Error): void {
  click.answered = true;
  click.refused(error);
}

async function writeHalving(client: Client, message: BindMessage, batch: readonly WaitingClick[]): Promise<void> {
  try {
    await sendBound(client, bound(message, batch));
  } catch (error) {
    if (!isAboutRows(error)) throw error;
    const [only] = batch;
    if (only !== undefined && batch.length === 1) return refuse(only, error as Error);
    const half = batch.length >> 1;
    await writeHalving(client, message, batch.slice(0, half));
    return writeHalving(client, message, batch.slice(half));
  }
}

/** Data exceptions and violated constraints; PostgreSQL says so in the first two characters. */
const isAboutRows = (error: unknown): boolean => /^2[23]/.test((error as { code?: string }).code ?? '');

const recordClicks = {
  name: 'record_clicks',
  text: 'select record_clicks($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
  parameters: 12,
};

function bound(message: BindMessage, batch: readonly WaitingClick[]): Buffer {
  message.begin();
  message.uuids(batch, ({ row }) => row.organizationId);
  message.uuids(batch, ({ row }) => row.id);
  message.times(batch, ({ row }) => row.at);
  message.texts(batch, ({ row }) => row.mode);
  message.visitors(batch, ({ row }) => row.id);
  message.uuids(batch, ({ row }) => row.linkId);
  message.uuids(batch, ({ row }) => row.enrollmentId);
  message.ints(batch, ({ row }) => row.windowDays);
  message.bools(batch, ({ row }) => row.reason === null);
  message.bools(batch, ({ row }) => row.known);
  message.texts(batch, ({ row }) => row.reason);
  message.jsonbs(batch, ({ row }) => JSON.stringify(row.details));
  return message.end();
}
