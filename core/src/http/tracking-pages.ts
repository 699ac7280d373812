import { escapeHtml } from './escape-html.ts';

/** What a visitor of a link reads where it leads nowhere. Neither affiliates nor reasons are named. */
export interface TrackingPage {
  readonly status: 404 | 410 | 503;
  readonly title: string;
  readonly text: string;
  /** Seconds until the page asks again by itself. */
  readonly refresh?: number;
}

export const unknownPage: TrackingPage = {
  status: 404,
  title: 'This link leads nowhere',
  text: 'Perhaps it was cut off or misspelled. Go back and try again.',
};

export const removedPage = (brand: string): TrackingPage => ({
  status: 410,
  title: 'This link is no longer active',
  text: `It used to lead to ${brand}. You can still find ${brand} directly.`,
});

export const busyPage: TrackingPage = {
  status: 503,
  title: 'One moment, please',
  text: 'This page tries again by itself.',
  refresh: 2,
};

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

export const renderPage = ({ title, text, refresh }: TrackingPage): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">${refresh === undefined ? '' : `\n<meta http-equiv="refresh" content="${refresh}">`}
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem }
</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</html>
`;
