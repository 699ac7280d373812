import '../../kit/table.css';
import type { Explanation } from '@fairlead/core/api';
import { dayText, timeText } from '../../kit/dates.ts';
import { Money } from '../../kit/money.tsx';
import { moneyText } from '../../kit/money-text.ts';
import { areEqual, exactText, fractionOf, isWhole, plain } from './numbers.ts';
import type { Line } from './subject.ts';

type Reversal = Explanation['reversals'][number];
type ReversalLine = Reversal['lines'][number];

const kinds: Readonly<Record<Reversal['kind'], string>> = {
  refund: 'Refund',
  dispute: 'Dispute',
  denied: 'Denied by hand',
  reinstated: 'Reinstated by hand',
  cancelled: 'Subscription ended',
  resumed: 'Subscription goes on',
};

/** Knot 4: each thing that happened since, what it took back by then, and what was left. */
export function Since({ of, lines }: { readonly of: Explanation; readonly lines: readonly Line[] }) {
  return (
    <>
      {of.refundPolicy === 'proportional' && of.reversals.some(movesMoney) && (
        <p className="fl-say">
          Taken back so far is always <b>commission × returned ÷ paid</b>, rounded once. The change is the difference to
          the line above.
        </p>
      )}
      {lines.map((line) => (
        <Story key={line.key} of={of} line={line} />
      ))}
    </>
  );
}

function Story({ of, line }: { readonly of: Explanation; readonly line: Line }) {
  const { currency, amount } = line;
  const events = of.reversals.flatMap((reversal) =>
    reversal.lines.filter(({ key }) => key === line.key).map((part) => ({ reversal, part })),
  );
  const changes = events.map(({ part }) => part.change);
  return (
    <div className="fl-events" role="region" aria-label="What happened since" tabIndex={0}>
      <table className="fl-table">
        <thead>
          <tr>
            <th scope="col">When (UTC)</th>
            <th scope="col">What</th>
            <th scope="col" data-align="end">
              Taken back so far
            </th>
            <th scope="col" data-align="end">
              Change
            </th>
            <th scope="col" data-align="end">
              Commission
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <Moment at={of.payment.occurredAt ?? of.payment.recordedAt} />
            <td>
              <b>Credited</b>
            </td>
            <td data-align="end" data-label="Taken back so far">
              {plain(0, currency)}
            </td>
            <td data-align="end" data-label="Change">
              <Money minor={amount} currency={currency} signed />
            </td>
            <td data-align="end" data-label="Commission">
              <Money minor={amount} currency={currency} strong />
            </td>
          </tr>
          {events.map(({ reversal, part }) => (
            <tr key={reversal.factId}>
              <Moment at={reversal.at} />
              <td>
                <b>{kinds[reversal.kind]}</b>
                <small>{saidOf(reversal, part, currency)}</small>
              </td>
              <td data-align="end" data-label="Taken back so far">
                <span className="fl-formula">{formulaOf(reversal, part, currency)}</span>
              </td>
              <td data-align="end" data-label="Change">
                <Money minor={part.change} currency={currency} signed />
              </td>
              <td data-align="end" data-label="Commission">
                <Money minor={part.commission} currency={currency} strong />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Commission now
            </th>
            <td colSpan={2} data-align="end">
              <span className="fl-formula">
                {plain(amount, currency)}
                {changes.map((change) => ` ${change < 0 ? '−' : '+'} ${plain(Math.abs(change), currency)}`)} =
              </span>
            </td>
            <td data-align="end">
              <Money minor={BigInt(amount) - BigInt(line.reversed)} currency={currency} strong />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const Moment = ({ at }: { readonly at: string }) => (
  <td>
    {dayText(at, 'UTC')}
    <small>{timeText(at, 'UTC')}</small>
  </td>
);

/** What is printed must give what is printed: the shorter working where the longer one comes to the same. */
function formulaOf({ returned, paid }: Reversal, part: ReversalLine, currency: string): string {
  if (part.clamp === 'denied' || part.clamp === 'cancelled_in_hold') return 'all of it';
  if (part.exact === null) return plain(part.reversed, currency);
  const { amount, base, takenSoFar, exact } = part;
  const ofPaid = { over: BigInt(amount) * BigInt(returned), under: BigInt(paid) };
  const working =
    paid !== 0 && areEqual(ofPaid, fractionOf(exact))
      ? `${plain(amount, currency)} × ${plain(returned, currency)} ÷ ${plain(paid, currency)}`
      : `${plain(amount, currency)} × ${exactText(takenSoFar, currency)} ÷ ${plain(base, currency)}`;
  const result = exactText(exact, currency);
  const whole = isWhole(exact) && BigInt(part.reversed) === fractionOf(exact).over / fractionOf(exact).under;
  return whole ? `${working} = ${result}` : `${working} = ${result}; rounded: ${plain(part.reversed, currency)}`;
}

const clamps: Readonly<Record<string, string>> = {
  more_than_paid: 'never more than was paid',
  less_than_nothing: 'never less than nothing',
  all_returned: 'all of the payment went back',
  nothing_returned: 'nothing of the payment is back any more',
  whole_commission: 'never more than the commission',
  cancelled_in_hold: 'it ended while this was in hold, and the terms take back what was',
};

/** What a person decides and what becomes of a subscription returns nothing to the customer. */
const movesMoney = ({ kind }: Reversal): boolean => kind === 'refund' || kind === 'dispute';

function saidOf(reversal: Reversal, part: ReversalLine, currency: string): string {
  const { amount, status, reason, foreign, clamp, returned, paid } = reversal;
  const said = [
    amount !== null && `${moneyText(amount, reversal.currency ?? currency)}${status === null ? '' : `, ${status}`}`,
    foreign && 'in another currency: counts nothing',
    movesMoney(reversal) && `${plain(returned, currency)} of ${plain(paid, currency)} returned`,
    clamp !== null && clamps[clamp],
    part.clamp !== null && part.clamp !== 'denied' && clamps[part.clamp],
    reason,
  ];
  return said.filter((one) => typeof one === 'string').join('; ');
}
