import type { LeadExportQuery } from '../../contract/api/lead-list.ts';
import { formatDecimal } from '../../domain/money.ts';
import { withMoments } from '../../store/reads/days.ts';
import { type LeadCreditRow, type LeadRow, pageOfLeads } from '../../store/reads/leads.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { type Cell, csvRow } from './csv.ts';
import { modeAsked, type Viewer } from './viewer.ts';

const pageSize = 1_000;

/** One row for each affiliate a lead is credited to. */
const columns: readonly (readonly [name: string, cell: (lead: LeadRow, credit: LeadCreditRow) => Cell])[] = [
  ['id', ({ id }) => id],
  ['state', ({ state }) => state],
  ['occurred_at', ({ occurredAt }) => occurredAt],
  ['recorded_at', ({ recordedAt }) => recordedAt],
  ['customer_external_id', ({ customerExternalId }) => customerExternalId],
  ['affiliate_id', (_lead, { affiliateId }) => affiliateId],
  ['affiliate_name', (_lead, { affiliateName }) => affiliateName],
  ['affiliate_slug', (_lead, { affiliateSlug }) => affiliateSlug],
  ['campaign_id', (_lead, { campaignId }) => campaignId],
  ['campaign_name', (_lead, { campaignName }) => campaignName],
  ['currency', (_lead, { currency }) => currency],
  [
    'commission',
    (_lead, { currency, commission }) =>
      currency === null ? null : { plain: formatDecimal(BigInt(commission), currency) },
  ],
  ['connection_id', ({ connectionId }) => connectionId],
  ['is_test', ({ isTest }) => String(isTest)],
  ['by_page', ({ byPage }) => String(byPage)],
];

/** All leads of a filter as CSV, a piece at a time (F91). @throws Problem `key_out_of_scope` */
export async function* exportLeads(
  engine: Engine,
  viewer: Viewer,
  { isTest, sort, ...filter }: LeadExportQuery,
): AsyncGenerator<string, void, void> {
  const mode = modeAsked(viewer, isTest);
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = { take: pageSize, cursor };
    const read = await looking(engine.store, viewer, async (session) =>
      pageOfLeads(session, viewer, mode, await withMoments(session, viewer, filter), sort, page),
    );
    const rows = read.rows.flatMap((lead) => lead.credits.map((credit) => ({ lead, credit })));
    yield heading + rows.map(({ lead, credit }) => csvRow(columns.map(([, cell]) => cell(lead, credit)))).join('');
    heading = '';
    cursor = read.nextCursor;
  }
}
