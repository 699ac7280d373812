import '../../kit/table.css';
import type { Overview } from '@fairlead/core/api';
import { Money } from '../../kit/money.tsx';

/** The same as the chart, in figures; days without anything are left out. */
export function CourseTable({ of: { currency, days } }: { readonly of: Overview['series'][number] }) {
  return (
    <div className="fl-table-frame" role="region" aria-label="Day by day" tabIndex={0}>
      <table className="fl-table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" data-align="end">
              Sales
            </th>
            <th scope="col" data-align="end">
              Captured
            </th>
            <th scope="col" data-align="end">
              Commission
            </th>
          </tr>
        </thead>
        <tbody>
          {days
            .filter(({ sales, takenBack }) => sales > 0 || BigInt(takenBack) > 0n)
            .map(({ day, sales, amount, commission }) => (
              <tr key={day}>
                <td>{day}</td>
                <td data-align="end">{sales}</td>
                <td data-align="end">
                  <Money minor={amount} currency={currency} />
                </td>
                <td data-align="end">
                  <Money minor={commission} currency={currency} strong />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
