import type { Explanation } from '@fairlead/core/api';
import { momentText } from '../../kit/dates.ts';
import { sentence } from '../../kit/form/schema.ts';
import { CopyableId } from '../../kit/copy.tsx';
import { IconAlertTriangle, IconCircleCheckFilled } from '../../kit/icons.ts';
import { moneyText } from '../../kit/money-text.ts';
import { agoText } from '../../kit/dates.ts';
import { ByHand } from './by-hand.tsx';

const notes: Readonly<Record<string, string>> = {
  tax_unknown: 'The tax of this payment was not told: the base is taken without it.',
  reversal_in_other_currency: 'A refund in another currency came in, and counts nothing (R6).',
};

/** What no server tells. */
const tellers: Readonly<Record<string, string>> = {
  click: 'Counted from the clicks of links',
  bonus: 'Reached, or given by hand',
};

/** Beside the receipt: what it stands on, and whether it still comes out the same. */
export function Evidence({ of }: { readonly of: Explanation }) {
  const { payment, conversions, deliveries, postings, facts } = of;
  const teller =
    tellers[payment.kind] ??
    (conversions.some(({ byPage }) => byPage) ? 'Told by a page of yours' : 'Told server to server');
  return (
    <aside className="fl-evidence" aria-label="Evidence">
      <Recomputed {...of} />
      {payment.notes.map((note) => (
        <p key={note}>{notes[note] ?? sentence(note)}</p>
      ))}
      <h2>References</h2>
      <ul>
        {payment.references.map(({ reference, connectionId }) => (
          <li key={`${connectionId} ${reference}`}>
            <CopyableId id={reference} />
          </li>
        ))}
        {payment.customerExternalId !== null && (
          <li>
            <small>Customer</small> <CopyableId id={payment.customerExternalId} />
          </li>
        )}
        <li>
          <small>Payment</small> <CopyableId id={payment.id} />
        </li>
      </ul>
      <h2>Where it comes from</h2>
      {deliveries.length === 0 ? (
        <p>
          {teller}
          {facts[0] === undefined ? '' : `, ${momentText(facts[0].recordedAt, 'UTC')}`}.
        </p>
      ) : (
        <ul>
          {deliveries.map(({ id, type, receivedAt }) => (
            <li key={id}>
              {type} <small>{momentText(receivedAt, 'UTC')}</small>
            </li>
          ))}
        </ul>
      )}
      {postings.length > 0 && (
        <details>
          <summary>{postings.length === 1 ? '1 entry' : `${postings.length} entries`} in the ledger</summary>
          <ul>
            {postings.map(({ id, debit, credit, amount, currency, reason }) => (
              <li key={id}>
                {moneyText(amount, currency)}{' '}
                <small>
                  {sentence(debit).toLowerCase()} to {sentence(credit).toLowerCase()}, {sentence(reason).toLowerCase()}
                </small>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ByHand of={of} />
    </aside>
  );
}

function Recomputed({ recomputed: { facts, differences, due }, asOf }: Explanation) {
  const from = `From ${facts === 1 ? '1 stored fact' : `${facts} stored facts`}, ${agoText(asOf)}`;
  if (due || differences === 0) {
    return (
      <div className="fl-check">
        <IconCircleCheckFilled size={18} aria-hidden />
        <div>
          <b>{due ? 'Being decided again' : 'Recomputed, no difference'}</b>
          <small>{due ? 'Something new was told of it' : from}</small>
        </div>
      </div>
    );
  }
  return (
    <div className="fl-check" data-wrong="true" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <b>Recomputed, and it differs</b>
        <small>{from}. Run fairlead verify, which tells more.</small>
      </div>
    </div>
  );
}
