import './rows.css';
import type { Backtest, BacktestRow } from '@fairlead/core/api';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { isoDay } from '../../kit/dates.ts';
import { moneyText } from '../../kit/money-text.ts';
import { Money } from '../../kit/money.tsx';
import { useMembership } from '../../session/me.ts';

interface BacktestRowsProps {
  readonly backtest: Backtest;
  /** The largest difference first, currency by currency. */
  readonly rows: readonly BacktestRow[];
}

/** Affiliates, before and after. A row leads to their sales of these days. */
export function BacktestRows({ backtest: { campaignId, since, until }, rows }: BacktestRowsProps) {
  const { timeZone } = useMembership();
  const days = `from=${isoDay(since, timeZone)}&to=${isoDay(Date.parse(until) - 1, timeZone)}`;
  const largest = new Map<string, bigint>();
  for (const { currency, difference } of rows) {
    if (size(difference) > (largest.get(currency) ?? 0n)) largest.set(currency, size(difference));
  }
  const columns: readonly Column<BacktestRow>[] = [
    { label: 'Affiliate', names: true, cell: ({ affiliateName }) => <b>{affiliateName}</b> },
    { label: 'Before', align: 'end', cell: (row) => <Money minor={row.before} currency={row.currency} /> },
    { label: 'After', align: 'end', cell: (row) => <Money minor={row.after} currency={row.currency} /> },
    {
      label: 'Difference',
      align: 'end',
      cell: (row) => <Money minor={row.difference} currency={row.currency} signed strong />,
    },
    { label: 'Less or more', cell: (row) => <Swing row={row} largest={largest.get(row.currency) ?? 0n} /> },
    { label: 'Payments that change', align: 'end', cell: ({ changed }) => changed.toLocaleString('en') },
  ];
  return (
    <DataList
      label="Affiliates"
      rows={rows}
      idOf={({ affiliateId, currency }) => `${affiliateId} ${currency}`}
      columns={columns}
      open={({ affiliateId }) => `/sales?affiliateId=${affiliateId}&campaignId=${campaignId}&${days}`}
      card={(row) => (
        <>
          <b className="fl-wraps">{row.affiliateName}</b>
          <Money minor={row.difference} currency={row.currency} signed strong />
          <span className="fl-quiet">
            {moneyText(row.before, row.currency)} before, {moneyText(row.after, row.currency)} after
          </span>
          <Swing row={row} largest={largest.get(row.currency) ?? 0n} />
        </>
      )}
    />
  );
}

/** The difference as a length; the figure beside it says it in words. */
function Swing({ row: { difference }, largest }: { readonly row: BacktestRow; readonly largest: bigint }) {
  const share = largest === 0n ? 0 : Number((size(difference) * 500n) / largest) / 10;
  return (
    <span className="fl-swing" aria-hidden>
      <span data-less={BigInt(difference) < 0n} style={{ inlineSize: `${share}%` }} />
    </span>
  );
}

const size = (amount: number | bigint): bigint => {
  const exact = BigInt(amount);
  return exact < 0n ? -exact : exact;
};
