import './lead-line.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IconCheck } from './icons.ts';

/** Steps, reasons or dates on one rope. */
export const LeadLine = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <ol className="fl-line" aria-label={label}>
    {children}
  </ol>
);

interface KnotProps {
  readonly number: number;
  readonly title: string;
  /** Behind the title. */
  readonly aside?: ReactNode;
  /** `done`: a check, and rope to the next. `now`: open. `ahead`: dashed. Left out: all of it has happened. */
  readonly state?: 'done' | 'now' | 'ahead';
  readonly children?: ReactNode;
}

export function Knot({ number, title, aside, state, children }: KnotProps) {
  return (
    <li className="fl-knot" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="fl-knot-ring" aria-hidden>
        {state === 'done' ? <IconCheck size={15} stroke={2.4} /> : number}
      </span>
      <h2>
        {title}
        {state === 'done' && <span className="fl-hidden"> (done)</span>}
        {aside}
      </h2>
      {children}
    </li>
  );
}

/** The rule a statement follows, linked to its words. */
export const Rule = ({ id }: { readonly id: string }) => (
  <Link className="fl-rule" to="/rules" hash={id.toLowerCase()} aria-label={`Rule ${id}`}>
    {id}
  </Link>
);
