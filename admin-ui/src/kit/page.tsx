import './page.css';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  /** A sentence that says the outcome first, where there is one. */
  readonly title: string;
  /** Behind the title, in its line. */
  readonly actions?: ReactNode;
  /** Below the title: a sentence or two. */
  readonly lead?: ReactNode;
  /** Above the title: where this is within. */
  readonly crumbs?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: one h1, and the window's name. */
export function Page({ title, actions, lead, crumbs, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Fairlead`;
  }, [title]);
  return (
    <div className="fl-page">
      {crumbs !== undefined && (
        <nav className="fl-crumbs" aria-label="Breadcrumb">
          {crumbs}
        </nav>
      )}
      <header className="fl-page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <div className="fl-page-lead">{lead}</div>}
        </div>
        {actions !== undefined && <div className="fl-page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
