import type { DeliveryExportQuery } from '../../contract/api/records.ts';
import { type DeliveryRow, pageOfDeliveries } from '../../store/reads/inbox.ts';
import { withMoments } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { type Cell, csvRow } from './csv.ts';
import { modesOf, type Viewer } from './viewer.ts';

const pageSize = 1_000;

const columns: readonly (readonly [name: string, cell: (row: DeliveryRow) => Cell])[] = [
  ['id', ({ id }) => id],
  ['connection_id', ({ connectionId }) => connectionId],
  ['event_id', ({ eventId }) => eventId],
  ['type', ({ type }) => type],
  ['state', ({ state }) => state],
  ['attempts', ({ attempts }) => ({ plain: String(attempts) })],
  ['problem', ({ problem }) => problem?.code ?? null],
  ['detail', ({ problem }) => problem?.detail ?? null],
  ['occurred_at', ({ occurredAt }) => occurredAt],
  ['received_at', ({ receivedAt }) => receivedAt],
  ['finished_at', ({ finishedAt }) => finishedAt],
  ['via', ({ via }) => via],
  ['is_test', ({ isTest }) => String(isTest)],
];

/** All deliveries of a filter as CSV, a piece at a time and without their bodies (F91). */
export async function* exportDeliveries(
  engine: Engine,
  viewer: Viewer,
  filter: DeliveryExportQuery,
): AsyncGenerator<string, void, void> {
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = { take: pageSize, cursor };
    const read = await looking(engine.store, viewer, async (session) =>
      pageOfDeliveries(session, viewer, modesOf(viewer), await withMoments(session, viewer, filter), page),
    );
    yield heading + read.rows.map((row) => csvRow(columns.map(([, cell]) => cell(row)))).join('');
    heading = '';
    cursor = read.nextCursor;
  }
}
