import { emailKey } from '../domain/email.ts';
import type { Scope, Session, Statement } from './session.ts';

/** What only the leads of pages ask (F8). */

const clickStatement: Statement = {
  name: 'page_click',
  text: `select k.consent_required as "asksConsent" from click c
    join enrollment e on e.organization_id = $1 and e.id = c.enrollment_id
    join campaign k on k.organization_id = $1 and k.id = e.campaign_id
    where c.organization_id = $1 and c.id = $3 and c.mode in ('live', $2)`,
};

/** Null where there is no such click. */
export async function readClick(
  session: Session,
  { organizationId }: Scope,
  mode: string,
  id: string,
): Promise<{ readonly asksConsent: boolean } | null> {
  const [row] = await session.query<{ asksConsent: boolean }>(clickStatement, [organizationId, mode, id]);
  return row ?? null;
}

const paidStatement: Statement = {
  name: 'page_paid',
  text: `select first_paid($1, $2, array(
      select m from customer_key k, unnest(customer_members($1, customer_root($1, k.customer_id))) m
      where k.organization_id = $1 and k.mode = $2
        and (k.kind = 'external' and k.value = $3 or k.kind = 'email' and k.value = email_hash($1, $4))), now()) is not null as paid`,
};

/** Whether anybody who is known by one of these keys has paid before. */
export async function hasPaid(
  session: Session,
  { organizationId }: Scope,
  mode: string,
  { externalId, email }: { readonly externalId?: string; readonly email?: string },
): Promise<boolean> {
  const address = email === undefined ? null : emailKey(email);
  const [row] = await session.query<{ paid: boolean }>(paidStatement, [
    organizationId,
    mode,
    externalId ?? null,
    address,
  ]);
  return row?.paid ?? false;
}
