import type { AffiliateFigures } from '@fairlead/core/api';
import { Money } from '../../kit/money.tsx';

interface FigureProps {
  /** Undefined: on its way; null: nothing yet. */
  readonly figures: AffiliateFigures | null | undefined;
}

export const CountCell = ({ figures, of }: FigureProps & { readonly of: 'clicks' | 'sales' }) =>
  figures === undefined ? <span className="fl-quiet">…</span> : <>{(figures?.[of] ?? 0).toLocaleString('en')}</>;

/** In the home currency; what has no rate stands beside it as it was paid. */
export function EarningsCell({ figures }: FigureProps) {
  if (figures === undefined) return <span className="fl-quiet">…</span>;
  if (figures === null) return <span className="fl-quiet">–</span>;
  const { home, earnings } = figures;
  const isWhole = home.leftOut.pending + home.leftOut.unavailable === 0;
  if (isWhole) return <Money minor={home.amount} currency={home.currency} strong />;
  return earnings.map(({ currency, amount }) => (
    <div key={currency}>
      <Money minor={amount} currency={currency} strong />
    </div>
  ));
}

/** What of their earnings may still be refunded, or what their sales brought: in the home currency, what has no rate left out. */
export function HomeCell({ figures, of }: FigureProps & { readonly of: 'pending' | 'revenue' }) {
  if (figures === undefined) return <span className="fl-quiet">…</span>;
  if (figures === null) return <span className="fl-quiet">–</span>;
  return <Money minor={figures.home[of]} currency={figures.home.currency} />;
}
