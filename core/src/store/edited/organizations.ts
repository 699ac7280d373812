import type { Editor } from './edit.ts';

export interface NewOrganization {
  readonly id: string;
  readonly name: string;
  readonly homeCurrency: string;
  readonly timeZone: string;
}

/** Through its door (0004_doors.sql), within the transaction of `em`, which must be one of this new organization. */
export async function addOrganization(
  em: Editor,
  { id, name, homeCurrency, timeZone }: NewOrganization,
): Promise<void> {
  await em.execute('select create_organization(?, ?, ?, ?)', [id, name, homeCurrency, timeZone]);
}

/** Whether there is any, asked by one server at a time until the end of the transaction, so that two first starts make one. */
export async function isFirst(em: Editor): Promise<boolean> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', ['fairlead:first-organization']);
  return (await em.execute('select from list_organizations() limit 1')).length === 0;
}
