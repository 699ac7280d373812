import type { ConversionExportQuery } from '../../contract/api/conversions.ts';
import type { HomeOfRow } from '../../contract/api/home.ts';
import { formatDecimal } from '../../domain/money.ts';
import { type ConversionRow, pageOfConversions } from '../../store/reads/conversions.ts';
import { subIdNames } from '../../store/reads/sub-ids.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { type Cell, csvRow } from './csv.ts';
import { homeOfRows } from './home-of-rows.ts';
import { filterOf, homeIn } from './list-conversions.ts';
import { modeAsked, type Viewer } from './viewer.ts';

/** Rows read at a time: what is in memory, whatever the number of rows. */
const pageSize = 1_000;

/** Amounts in major units with all digits of their currency (M1), which stands in a column of its own. */
const columns: readonly (readonly [name: string, cell: (row: ConversionRow, home: HomeOfRow) => Cell])[] = [
  ['id', ({ id }) => id],
  ['payment_id', ({ paymentId }) => paymentId],
  ['type', ({ type }) => type],
  ['status', ({ status }) => status],
  ['occurred_at', ({ occurredAt }) => occurredAt],
  ['recorded_at', ({ recordedAt }) => recordedAt],
  ['affiliate_id', ({ affiliateId }) => affiliateId],
  ['affiliate_name', ({ affiliateName }) => affiliateName],
  ['affiliate_slug', ({ affiliateSlug }) => affiliateSlug],
  ['campaign_id', ({ campaignId }) => campaignId],
  ['campaign_name', ({ campaignName }) => campaignName],
  ['currency', ({ currency }) => currency],
  ['amount', (row) => decimal(row, row.amount)],
  ['refunded_amount', (row) => decimal(row, row.refundedAmount)],
  ['commission', (row) => decimal(row, row.commission)],
  ['reversed_commission', (row) => decimal(row, row.reversedCommission)],
  ['home_currency', (_row, home) => home.currency],
  ['home_rate', (_row, home) => home.state],
  ['home_amount', (_row, home) => atHome(home, home.amount)],
  ['home_refunded_amount', (_row, home) => atHome(home, home.refundedAmount)],
  ['home_commission', (_row, home) => atHome(home, home.commission)],
  ['home_reversed_commission', (_row, home) => atHome(home, home.reversedCommission)],
  ['payable_at', ({ payableAt }) => payableAt],
  ['eligible_at', ({ eligibleAt }) => eligibleAt],
  ['customer_external_id', ({ customerExternalId }) => customerExternalId],
  ['external_event_id', ({ externalEventId }) => externalEventId],
  ['subscription_id', ({ subscriptionId }) => subscriptionId],
  ['connection_id', ({ connectionId }) => connectionId],
  ['parent_id', ({ parentId }) => parentId],
  ['is_test', ({ isTest }) => String(isTest)],
  ...subIdNames.map((name) => [name, ({ subIds }: ConversionRow) => subIds[name] ?? null] as const),
  ['attribution_method', ({ attributionMethod }) => attributionMethod],
  ['coupon_code', ({ couponCode }) => couponCode],
];

/** A lead moved no money and has no currency: its amounts are left empty. */
const decimal = ({ currency }: ConversionRow, amount: string): Cell =>
  currency === null ? null : { plain: formatDecimal(BigInt(amount), currency) };

/** Left empty where there is no rate: `home_rate` says why (X2). */
const atHome = ({ currency }: HomeOfRow, amount: number | null): Cell =>
  amount === null ? null : { plain: formatDecimal(BigInt(amount), currency) };

/**
 * All conversions of a filter as CSV, a piece at a time (F91). Each piece is read when the one before was taken, in a transaction of its own
 * and by position, so that neither memory nor a snapshot grows with the number of rows, and rows added meanwhile shift nothing.
 *
 * @throws Problem `key_out_of_scope`
 */
export async function* exportConversions(
  engine: Engine,
  viewer: Viewer,
  { sort, ...asked }: ConversionExportQuery,
): AsyncGenerator<string, void, void> {
  const mode = modeAsked(viewer, asked.isTest);
  const filter = await looking(engine.store, viewer, (session) => filterOf(session, viewer, asked));
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = { take: pageSize, cursor };
    const { rows, nextCursor, home } = await looking(engine.store, viewer, async (session) => {
      const read = await pageOfConversions(session, viewer, mode, filter, sort, page);
      return { ...read, home: await homeOfRows(engine, session, viewer, read.rows) };
    });
    const cells = (row: ConversionRow): readonly Cell[] => columns.map(([, cell]) => cell(row, homeIn(home, row.id)));
    yield heading + rows.map((row) => csvRow(cells(row))).join('');
    heading = '';
    cursor = nextCursor;
  }
}
