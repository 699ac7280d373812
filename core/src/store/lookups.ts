import type { Scope, Session, Statement } from './session.ts';

const campaign: Statement = {
  name: 'campaign_exists',
  text: 'select from campaign where organization_id = $1 and (id::text = lower($2) or slug = lower($2))',
};

/** By id or slug. */
export async function campaignExists(session: Session, scope: Scope, named: string): Promise<boolean> {
  return (await session.query(campaign, [scope.organizationId, named])).length > 0;
}

const reference: Statement = {
  name: 'reference_of',
  text: `select r.reference from payment_reference r join payment p on p.organization_id = r.organization_id and p.id = r.payment_id
    where r.organization_id = $1 and r.payment_id = $2 and p.mode = $3 and p.kind = 'payment' order by r.connection_id, r.reference limit 1`,
};

/** Any id a payment is known by; null where there is no such payment. */
export async function referenceOf(
  session: Session,
  scope: Scope,
  payment: string,
  mode: string,
): Promise<string | null> {
  const [row] = await session.query<{ reference: string }>(reference, [scope.organizationId, payment, mode]);
  return row?.reference ?? null;
}
