import type { Backtest } from '@fairlead/core/api';
import { Progress } from '@mantine/core';

/** How far it is, for eyes and for screen readers. */
export function Progressing({ backtest: { done, total, startedAt } }: { readonly backtest: Backtest }) {
  const percent = total === null ? 0 : total === 0 ? 100 : Math.floor((done / total) * 100);
  const seconds = startedAt === null ? 0 : (Date.now() - Date.parse(startedAt)) / 1000;
  const rate = seconds > 0.5 ? Math.round(done / seconds) : 0;
  return (
    <div className="fl-panel">
      <Progress.Root size="md">
        <Progress.Section value={percent} aria-label="Payments and leads looked at" />
      </Progress.Root>
      <p role="status">
        {total === null
          ? 'It begins as soon as the run before it has ended.'
          : `${done.toLocaleString('en')} of ${total.toLocaleString('en')} payments and leads`}
        {total !== null && rate > 0 && <span className="fl-quiet">, {rate.toLocaleString('en')} a second</span>}
      </p>
      <p className="fl-quiet">You may leave: it goes on, and stays under the campaign's Backtests.</p>
    </div>
  );
}
