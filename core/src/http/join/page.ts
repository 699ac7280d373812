import { createHash } from 'node:crypto';
import { escapeHtml } from '../escape-html.ts';

const style = `
:root { color-scheme: light dark; --ink: #12222b; --quiet: #4a5c66; --line: #7b8b94; --surface: #fff; --canvas: #f5f7f8; --accent: #12647b; --wrong: #a3262a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5ecef; --quiet: #a6b5bd; --line: #6c808a; --surface: #111a1f; --canvas: #0b1216; --accent: #1b7690; --wrong: #ff9a96 }
}
body { margin: 0; background: var(--canvas); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { box-sizing: border-box; max-width: 30rem; margin: 0 auto; padding: 12vh 1rem 3rem }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
p { margin: 0 0 1rem; color: var(--quiet); overflow-wrap: anywhere }
label { display: block; margin: 1rem 0 .25rem; font-weight: 550 }
input { box-sizing: border-box; width: 100%; min-height: 44px; padding: 0 .75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: inherit; font: inherit }
button { margin: 1.5rem 0 1rem; min-height: 44px; padding: 0 1.25rem; border: 0; border-radius: 6px; background: var(--accent); color: #fff; font: 550 1rem/1 system-ui, sans-serif; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.wrong { margin: .25rem 0 0; color: var(--wrong) }
.more { position: absolute; inset-inline-start: -100vw; width: 1px; height: 1px; overflow: hidden }
small { color: var(--quiet) }
`;

/** Nothing runs, nothing is fetched, nothing frames it, and the form goes back to where it came from. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const joinHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
} as const;

export interface JoinForm {
  readonly brand: string;
  readonly campaign: string;
  /** As typed before. */
  readonly name?: string;
  readonly email?: string;
  /** What is wrong with which field. */
  readonly wrong?: { readonly field: 'name' | 'email'; readonly message: string };
}

/** The sign-up under a recruiter, who is not named: their link says nothing of them. */
export const formPage = ({ brand, campaign, name = '', email = '', wrong }: JoinForm): string => {
  const field = (id: 'name' | 'email', label: string, value: string, more: string): string => {
    const isWrong = wrong?.field === id;
    return `<label for="${id}">${label}</label>
<input id="${id}" name="${id}" value="${escapeHtml(value)}" required ${more}${isWrong ? ` aria-invalid="true" aria-describedby="${id}-wrong" autofocus` : ''}>
${isWrong ? `<p class="wrong" id="${id}-wrong" role="alert">${escapeHtml(wrong.message)}</p>` : ''}`;
  };
  return page(
    `Apply to ${campaign}`,
    `<h1>Recommend ${escapeHtml(brand)}, and earn by it</h1>
<p>This is the application to ${escapeHtml(campaign)}. ${escapeHtml(brand)} looks at each one by hand.</p>
<form method="post">
${field('name', 'Your name, or that of your company', name, 'maxlength="200" autocomplete="name"')}
${field('email', 'E-mail', email, 'type="email" maxlength="320" autocomplete="email"')}
<div class="more" aria-hidden="true"><label for="homepage">Leave this empty</label><input id="homepage" name="homepage" tabindex="-1" autocomplete="off"></div>
<button>Apply</button>
</form>
<small>Your name and e-mail go to ${escapeHtml(brand)}, and to nobody else.</small>`,
  );
};

/** The same for everybody who applied, whoever they are. */
export const thanksPage = ({ brand, campaign }: Pick<JoinForm, 'brand' | 'campaign'>): string =>
  page(
    'Thank you',
    `<h1>Thank you, your application is in</h1>
<p>${escapeHtml(brand)} looks at applications to ${escapeHtml(campaign)} by hand, and will be in touch. If you are part of it already, nothing changes.</p>`,
  );

/** Where no application is taken; why is not told. */
export const closedPage = (): string =>
  page(
    'Nothing to apply to here',
    `<h1>Nothing to apply to here</h1>
<p>Perhaps the link was cut off, or applications are closed. Ask whoever gave it to you.</p>`,
  );

export const busyPage = (): string =>
  page(
    'Too many applications',
    `<h1>Too many applications at once</h1>
<p>Please come back in a little while and try again.</p>`,
  );

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main>
${body}
</main>
</html>
`;
