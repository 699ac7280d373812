import type { ReactNode } from 'react';
import { momentText } from '../../kit/dates.ts';
import { Status } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';

export interface ShownVersion {
  readonly id: string;
  readonly number: number;
  readonly validFrom: string;
  readonly createdAt: string;
  readonly words: ReactNode;
}

/** Versions of terms, the newest first: since when each holds, and what it says. None is ever changed. */
export function TermsVersions({ versions }: { readonly versions: readonly ShownVersion[] }) {
  const { timeZone } = useMembership();
  const now = Date.now();
  const inForce = versions
    .filter(({ validFrom }) => Date.parse(validFrom) <= now)
    .toSorted((a, b) => Date.parse(b.validFrom) - Date.parse(a.validFrom) || b.number - a.number)[0];
  return (
    <ol aria-label="Versions">
      {versions.map(({ id, number, validFrom, words }) => (
        <li key={id} className="fl-panel">
          <div className="fl-panel-head">
            <h3>Version {number}</h3>
            {id === inForce?.id && <Status tone="paid">In force</Status>}
            {Date.parse(validFrom) > now && <Status tone="pending">Ahead</Status>}
            <span className="fl-quiet">from {momentText(validFrom, timeZone)}</span>
          </div>
          {words}
        </li>
      ))}
    </ol>
  );
}
