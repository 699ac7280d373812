import type { Click, ClickExportQuery, ClickPage, ClickQuery } from '../../contract/api/clicks.ts';
import { type ClickRow, pageOfClicks } from '../../store/reads/clicks.ts';
import { withMoments } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import { subIdNames } from '../../store/reads/sub-ids.ts';
import type { Engine } from '../engine.ts';
import { type Cell, csvRow } from './csv.ts';
import { modeAsked, type Viewer } from './viewer.ts';

/**
 * Clicks as they are kept, and which of them count (F12).
 *
 * @throws Problem `invalid_request` for a cursor of another list, `key_out_of_scope`
 */
export async function listClicks(engine: Engine, viewer: Viewer, query: ClickQuery): Promise<ClickPage> {
  const { cursor, take, ...filter } = query;
  const { rows, nextCursor } = await pageOf(engine, viewer, filter, { take, cursor });
  return { data: rows.map(showClick), nextCursor };
}

const pageSize = 1_000;

const columns: readonly (readonly [name: string, cell: (row: ClickRow) => Cell])[] = [
  ['id', ({ id }) => id],
  ['occurred_at', ({ occurredAt }) => occurredAt],
  ['affiliate_id', ({ affiliateId }) => affiliateId],
  ['affiliate_name', ({ affiliateName }) => affiliateName],
  ['enrollment_id', ({ enrollmentId }) => enrollmentId],
  ['campaign_id', ({ campaignId }) => campaignId],
  ['link_id', ({ linkId }) => linkId],
  ['counted', ({ reason }) => String(reason === null)],
  ['reason', ({ reason }) => reason],
  ['via', ({ via }) => via],
  ['referrer', ({ referrer }) => referrer],
  ['country', ({ country }) => country],
  ['is_test', ({ isTest }) => String(isTest)],
  ...subIdNames.map((name) => [name, ({ subIds }: ClickRow) => subIds[name] ?? null] as const),
];

/** All of a filter as CSV, read by position a page at a time, as `exportConversions` does. @throws Problem `key_out_of_scope` */
export async function* exportClicks(
  engine: Engine,
  viewer: Viewer,
  query: ClickExportQuery,
): AsyncGenerator<string, void, void> {
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const { rows, nextCursor } = await pageOf(engine, viewer, query, { take: pageSize, cursor });
    yield heading + rows.map((row) => csvRow(columns.map(([, cell]) => cell(row)))).join('');
    heading = '';
    cursor = nextCursor;
  }
}

async function pageOf(
  engine: Engine,
  viewer: Viewer,
  { isTest, ...asked }: ClickExportQuery,
  page: Parameters<typeof pageOfClicks>[4],
) {
  const mode = modeAsked(viewer, isTest);
  return looking(engine.store, viewer, async (session) =>
    pageOfClicks(session, viewer, mode, await withMoments(session, viewer, asked), page),
  );
}

const showClick = ({ reason, subIds, ...row }: ClickRow): Click => ({
  ...row,
  counted: reason === null,
  reason: reason as Click['reason'],
  subIds: { ...subIds },
});
