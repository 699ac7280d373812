import type { Editor } from './edit.ts';

/**
 * Has open and uncredited payments of this organization looked at again that happened at `since` or later (A8): what they are decided by
 * was changed for a time that lies back. Without it, a replay would find another commission than the one that was made.
 */
export async function lookAgainSince(em: Editor, since: Date, reason: string): Promise<void> {
  await em.execute(
    `insert into revisit (organization_id, id, payment_id, due_at, reason)
     select organization_id, gen_random_uuid(), id, now(), ? from payment
     where organization_id = current_organization() and merged_into is null and not closed
       and state in ('credited', 'uncredited', 'denied') and occurred_at >= ?`,
    [reason, since],
  );
}
