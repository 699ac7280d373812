import type { ReactNode } from 'react';
import { Money } from '../../kit/money.tsx';
import type { Minor } from '../../kit/money-text.ts';

export const Receipt = ({ children }: { readonly children: ReactNode }) => <div className="fl-receipt">{children}</div>;

interface EntryProps {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly op?: '−' | '×' | '=' | '+';
  readonly total?: boolean;
  /** An amount, in the receipt's column; or words in its place. */
  readonly value: { readonly minor: Minor; readonly currency: string } | string;
}

/** One operation a line: what, the sign in a column of its own, how much. */
export const Entry = ({ label, note, op, total = false, value }: EntryProps) => (
  <div className="fl-entry" data-total={total}>
    <span>
      {label}
      {note !== undefined && <small>{note}</small>}
    </span>
    <span className="fl-entry-op">{op}</span>
    <span className="fl-entry-value">{typeof value === 'string' ? value : <Money {...value} />}</span>
  </div>
);
