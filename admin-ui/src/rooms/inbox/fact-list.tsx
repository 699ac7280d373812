import type { FactRow } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { sentence } from '../../kit/form/schema.ts';
import { shownValue } from '../../kit/history-words.ts';

/** What was read from a delivery, fact by fact. */
export function FactList({ facts }: { readonly facts: readonly FactRow[] }) {
  if (facts.length === 0) return <p className="fl-quiet">Nothing was read from it.</p>;
  return (
    <ul className="fl-history" aria-label="Facts">
      {facts.map(({ id, type, paymentId, fact }) => (
        <li key={id}>
          <b>{sentence(type.replaceAll('.', ' '))}</b>{' '}
          {paymentId !== null && <Link to={`/payments/${paymentId}`}>its payment</Link>}
          <details>
            <summary>All it states</summary>
            <dl>
              {Object.entries(fact)
                .filter(([, value]) => value !== null)
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{sentence(name)}</dt>
                    <dd>{shownValue(value)}</dd>
                  </div>
                ))}
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}
