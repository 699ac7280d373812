import { emailKey } from '../../domain/email.ts';
import { refuseBody } from '../manage/refuse.ts';

/** What better-auth takes at a sign-in: with anything else an account could be made that nobody can enter. */
const shape = /^(?!\.)(?!.*\.\.)[a-z0-9_'+.-]*[a-z0-9_+-]@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;

/**
 * The address of a person who signs in, in its one spelling.
 *
 * @throws Problem `invalid_request`
 */
export function personEmail(text: string): string {
  const email = emailKey(text);
  if (email === null || !shape.test(email)) refuseBody('/email', 'must be an e-mail address, as in jane@example.com');
  return email;
}

/** The same of an address somebody signs in with: one that cannot be is nobody's. */
export const signInEmail = (text: string): string => emailKey(text) ?? text;
