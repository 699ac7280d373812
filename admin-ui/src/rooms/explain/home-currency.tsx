import type { Explanation } from '@fairlead/core/api';
import { moneyText } from '../../kit/money-text.ts';
import { plain } from './numbers.ts';
import { Entry, Receipt } from './receipt.tsx';
import type { Line } from './subject.ts';

const unavailable: Readonly<Record<string, string>> = {
  not_published:
    'No rate was published for this currency within the 7 days before the payment. It is never taken for 1 to 1.',
  no_source: 'No source of exchange rates is loaded.',
};

/** Knot 5: the same in the organization's currency, at the rate of the day before the payment. */
export function HomeCurrency({ of, lines }: { readonly of: Explanation; readonly lines: readonly Line[] }) {
  const { home } = of;
  if (home === null) return null;
  if (home.state === 'pending') {
    return (
      <p className="fl-say">Waits for the rates of {home.awaits ?? 'the day'}, which are published in the afternoon.</p>
    );
  }
  if (home.state === 'unavailable' || home.rate === null) {
    return <p className="fl-say">{unavailable[home.reason ?? ''] ?? 'There is no rate.'}</p>;
  }
  const { rate } = home;
  return (
    <Receipt>
      {lines.map((line) => {
        const own = home.lines.find(({ key }) => key === line.key);
        if (own === undefined || own.amount === null) return null;
        const at = (minor: number | bigint) => ({ minor, currency: home.currency });
        return (
          <div key={line.key}>
            <Entry
              label={`${moneyText(line.amount, line.currency)} ÷ ${rate.fromRate} × ${rate.toRate}`}
              note={`${rate.source.toUpperCase()}${rate.day === null ? '' : ` of ${rate.day}`}, rounded half up`}
              op="="
              value={at(own.amount)}
            />
            {own.reversed !== null && own.reversed !== 0 && (
              <Entry
                label={`${plain(own.amount, home.currency)} × ${plain(line.reversed, line.currency)} ÷ ${plain(line.amount, line.currency)}`}
                note="taken back at the same rate"
                op="−"
                value={at(own.reversed)}
              />
            )}
            <Entry
              label={`Commission in ${home.currency}`}
              op="="
              total
              value={at(BigInt(own.amount) - BigInt(own.reversed ?? 0))}
            />
          </div>
        );
      })}
    </Receipt>
  );
}
