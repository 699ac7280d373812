import type { Scope, Session, Statement } from './session.ts';

const statement: Statement = {
  name: 'known_campaigns',
  text: 'select id::text, slug from campaign where organization_id = $1 order by id',
};

/** What the brand's campaigns are called by others: their ids and slugs, of archived ones too. */
export async function knownCampaigns(session: Session, scope: Scope): Promise<readonly string[]> {
  const rows = await session.query<{ id: string; slug: string }>(statement, [scope.organizationId]);
  return rows.flatMap(({ id, slug }) => [id, slug]);
}
