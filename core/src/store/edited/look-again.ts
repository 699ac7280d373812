import type { Editor } from './edit.ts';

/**
 * Waits for decisions that are under way: they have read what is being changed, and are not seen before they are kept. Those that come
 * after wait for the change (`decided_by` in 0005_intake.sql). A statement of its own, so that the next one sees what this waited for.
 */
const holdDecisions = (em: Editor): Promise<unknown> =>
  em.execute(`select pg_advisory_xact_lock(decided_by(current_organization()))`);

/**
 * Has open and uncredited payments of this organization looked at again that happened at `since` or later (A8), because what they are
 * decided by was changed from then on. Without it, a replay would find another commission than the one that was made.
 *
 * Where `since` lies not back, only sales of clocks that run ahead are meant, told within the last hour: ids begin with their time, so few
 * rows are read.
 */
export async function lookAgainSince(em: Editor, since: Date, now: Date, reason: string): Promise<void> {
  await holdDecisions(em);
  const told = since < now ? null : new Date(since.getTime() - 3_600_000);
  await em.execute(
    `insert into revisit (organization_id, id, payment_id, due_at, reason)
     select organization_id, gen_random_uuid(), id, now(), ? from payment
     where organization_id = current_organization() and merged_into is null and not closed
       and state in ('credited', 'uncredited', 'denied') and occurred_at >= ?
       and id >= coalesce(uuid_floor(?), '00000000-0000-0000-0000-000000000000')`,
    [reason, since, told],
  );
  if (since < now) await countClicksAgain(em, since);
}

/** Hours of clicks that were counted already, and may be paid for otherwise now: `roll-clicks.ts` goes over them again. */
const countClicksAgain = (em: Editor, since: Date): Promise<unknown> =>
  em.execute(`select count_clicks_again(current_organization(), ?)`, [since]);

/** The same for open credits of one affiliate, whose addresses say whether it referred itself (A7). They have no history: what holds, held always. */
export async function lookAgainAtAffiliate(em: Editor, affiliateId: string): Promise<void> {
  await holdDecisions(em);
  await em.execute(
    `insert into revisit (organization_id, id, payment_id, due_at, reason)
     select organization_id, gen_random_uuid(), id, now(), 'affiliate_changed' from payment p
     where organization_id = current_organization() and merged_into is null and not closed and exists (
       select from conversion c where c.organization_id = p.organization_id and c.payment_id = p.id and c.affiliate_id = ? and not c.withdrawn)`,
    [affiliateId],
  );
}
