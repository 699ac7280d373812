import './details.css';
import type { ReactNode } from 'react';

interface DetailsProps {
  readonly label: string;
  readonly items: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names and values, one a line. */
export const Details = ({ label, items }: DetailsProps) => (
  <dl className="fl-details" aria-label={label}>
    {items.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
