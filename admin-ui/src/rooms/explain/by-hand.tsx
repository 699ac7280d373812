import type { Explanation } from '@fairlead/core/api';
import { momentText } from '../../kit/dates.ts';

/** Facts that state what a person decided (A11, R10). */
const decisions: Readonly<Record<string, string>> = {
  'credit.assigned': 'Assigned',
  'credit.denied': 'Denied',
  'credit.reinstated': 'Reinstated',
  'lead.validated': 'Validated',
  'lead.rejected': 'Rejected',
  'milestone.reached': 'Given',
};

/** Everything that people decided of it, in the order they did, whatever still holds. */
export function ByHand({ of: { facts } }: { readonly of: Explanation }) {
  // A milestone that was reached by itself has no reason, and nobody's word.
  const made = facts.filter(({ type, reason }) => Object.hasOwn(decisions, type) && reason !== null);
  return (
    <>
      <h2>By hand</h2>
      {made.length === 0 ? (
        <p>No one has changed this.</p>
      ) : (
        <ul>
          {made.map(({ id, type, recordedAt, reason }) => (
            <li key={id}>
              {decisions[type]} {momentText(recordedAt, 'UTC')}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
