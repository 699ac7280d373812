import type { Editor } from './edit.ts';

/**
 * Has open and uncredited payments of this organization looked at again that happened at `since` or later (A8), because what they are
 * decided by was changed from then on. Without it, a replay would find another commission than the one that was made.
 *
 * Where `since` lies not back, only sales of clocks that run ahead are meant, told within the last hour: ids begin with their time, so few
 * rows are read.
 */
export async function lookAgainSince(em: Editor, since: Date, now: Date, reason: string): Promise<void> {
  const told = since < now ? null : new Date(since.getTime() - 3_600_000);
  await em.execute(
    `insert into revisit (organization_id, id, payment_id, due_at, reason)
     select organization_id, gen_random_uuid(), id, now(), ? from payment
     where organization_id = current_organization() and merged_into is null and not closed
       and state in ('credited', 'uncredited', 'denied') and occurred_at >= ?
       and id >= coalesce(uuid_floor(?), '00000000-0000-0000-0000-000000000000')`,
    [reason, since, told],
  );
}
