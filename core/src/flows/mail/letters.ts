import type { Role } from '../../contract/api/access.ts';
import type { Mail } from './mailer.ts';

/** Plain text: a link and what it does. Names in it were typed by others, so no line but the first begins with one. */
export const invitationLetter = (to: string, organization: string, role: Role, link: string): Mail => ({
  to,
  link,
  subject: `You are invited to ${organization}`,
  text: `You are invited to join ${organization} on Fairlead, as ${role}.

Accept on this page, within 14 days:
${link}

If you know nothing of it, do nothing.
`,
});

export const signInLetter = (to: string, link: string, minutes: number): Mail => ({
  to,
  link,
  subject: 'Your link to sign in',
  text: `Sign in to Fairlead on this page. The link works once, for ${minutes} minutes:
${link}

If you did not ask for it, do nothing: nobody can sign in without it.
`,
});
