import { emailKey } from '../../domain/email.ts';
import { refuseBody } from './refuse.ts';

/**
 * The address as typed, without blanks around it, and what it is compared by (A5).
 *
 * @throws Problem `invalid_request`
 */
export function readEmail(typed: string): { readonly email: string; readonly emailKey: string } {
  return { email: typed.trim(), emailKey: emailKey(typed) ?? refuseBody('/email', 'is not an e-mail address') };
}

/** What a second affiliate with the same address is answered with. */
export const takenEmail = (email: string) => ({
  affiliate_organization_id_email_key_key: { field: 'email', value: email },
});
