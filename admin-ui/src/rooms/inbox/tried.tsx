import type { DeliveryTry } from '@fairlead/core/api';
import { LeadLine } from '../../kit/lead-line.tsx';
import { moneyText } from '../../kit/money-text.ts';
import { headlineOf } from '../explain/headline.ts';
import { knotsOf } from '../explain/knots.tsx';
import { stateWord } from './delivery-state.tsx';

type Tried = DeliveryTry['payments'][number];

/** What a replay would do, with the receipt every payment would get. Nothing of it was kept. */
export function TriedDelivery({ tried }: { readonly tried: DeliveryTry }) {
  const { state, problem, asks, payments } = tried;
  return (
    <section className="fl-box" aria-label="What a replay would do">
      <h3>It would be {stateWord(state).toLowerCase()}</h3>
      <p className="fl-quiet">Tried without posting: nothing of this was kept.</p>
      {problem !== null && (
        <p className="fl-wraps">
          {problem.detail || problem.code} <code>{problem.code}</code>
        </p>
      )}
      {asks.length > 0 && (
        <p className="fl-wraps">
          A replay would first read from the processor: {asks.map(({ kind, id }) => `${kind} ${id}`).join(', ')}.
        </p>
      )}
      {payments.length === 0 && problem === null && <p>It speaks of no payment.</p>}
      {payments.map((one) => (
        <TriedPayment key={one.paymentId} tried={one} />
      ))}
    </section>
  );
}

function TriedPayment({ tried }: { readonly tried: Tried }) {
  const { before, after, factsAdded, postings, explanation } = tried;
  return (
    <div>
      <h4>{headlineOf(explanation)}</h4>
      <p>
        {before === after ? `Stays ${after}` : `From ${before} to ${after}`},{' '}
        {factsAdded === 0 ? 'no new facts' : factsAdded === 1 ? '1 new fact' : `${factsAdded} new facts`}.
      </p>
      {postings.length === 0 ? (
        <p>It would post nothing.</p>
      ) : (
        <ul aria-label="Postings it would make">
          {postings.map(({ amount, currency, debit, credit, reason }) => (
            <li key={`${debit} ${credit} ${reason} ${amount}`}>
              {moneyText(amount, currency)} from {debit.replaceAll('_', ' ')} to {credit.replaceAll('_', ' ')} (
              {reason.replaceAll('_', ' ')})
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>The trace it would give</summary>
        <div className="fl-explain">
          <LeadLine label="How it would come about">{knotsOf(explanation)}</LeadLine>
        </div>
      </details>
    </div>
  );
}
