import { Link } from '@tanstack/react-router';
import { Page } from './page.tsx';

export function NotFoundPage() {
  return (
    <main id="main" className="fl-lost">
      <Page title="Nothing is at this address" lead="Perhaps the link was cut off, or what it led to is gone.">
        <p>
          <Link to="/">To the overview</Link>
        </p>
      </Page>
    </main>
  );
}
