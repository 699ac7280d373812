import './open-page.css';
import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../kit/mark.tsx';

/** A page for somebody who is not signed in: the mark, one h1, one thing to do. */
export function OpenPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Fairlead`;
  }, [title]);
  return (
    <main className="fl-open" id="main">
      <div className="fl-open-card">
        <Mark size={36} />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
