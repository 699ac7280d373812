import './empty.css';
import type { ReactNode } from 'react';
import type { Icon } from './icons.ts';

interface EmptyProps {
  readonly icon: Icon;
  /** What will be here, or why nothing is. */
  readonly title: string;
  readonly children?: ReactNode;
  /** One way on. */
  readonly action?: ReactNode;
}

/** Where a list would be: never any, none match, or not allowed. */
export function Empty({ icon: EmptyIcon, title, children, action }: EmptyProps) {
  return (
    <div className="fl-empty">
      <EmptyIcon size={24} stroke={1.6} aria-hidden />
      <h2>{title}</h2>
      {children !== undefined && <div className="fl-empty-text">{children}</div>}
      {action}
    </div>
  );
}
