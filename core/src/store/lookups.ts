import type { Scope, Session, Statement } from './session.ts';

const campaign: Statement = {
  name: 'campaign_exists',
  text: 'select from campaign where organization_id = $1 and (id::text = lower($2) or slug = lower($2))',
};

/** By id or slug. */
export async function campaignExists(session: Session, scope: Scope, named: string): Promise<boolean> {
  return (await session.query(campaign, [scope.organizationId, named])).length > 0;
}
