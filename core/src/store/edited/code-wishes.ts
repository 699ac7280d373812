import type { Editor } from './edit.ts';

export interface CodeCounts {
  /** Self-minted, and not switched off for good: those that are being minted count too. */
  readonly codes: number;
  /** Since the moment asked for. */
  readonly wishes: number;
  readonly oldestWish: Date | null;
}

/** What an enrollment has of its own, and wished for since a moment (0031_parent_coupons.sql). */
export async function countOwnCodes(em: Editor, enrollmentId: string, since: Date): Promise<CodeCounts> {
  const [row] = await em.execute<{ codes: number; wishes: number; oldest: string | Date | null }[]>(
    `select
       (select count(*)::int from coupon c left join minted_code m on m.organization_id = c.organization_id and m.coupon_id = c.id
         where c.organization_id = current_organization() and c.enrollment_id = ? and c.self_minted and (c.valid_until is null or m.wanted)) as codes,
       (select count(*)::int from code_wish w where w.organization_id = current_organization() and w.enrollment_id = ? and w.at > ?) as wishes,
       (select min(w.at) from code_wish w where w.organization_id = current_organization() and w.enrollment_id = ? and w.at > ?) as oldest`,
    [enrollmentId, enrollmentId, since, enrollmentId, since],
  );
  const { codes = 0, wishes = 0, oldest = null } = row ?? {};
  return { codes, wishes, oldestWish: oldest === null ? null : new Date(oldest) };
}

export async function keepWish(
  em: Editor,
  {
    id,
    enrollmentId,
    code,
    at,
  }: { readonly id: string; readonly enrollmentId: string; readonly code: string; readonly at: Date },
): Promise<void> {
  await em.execute(
    `insert into code_wish (organization_id, id, enrollment_id, code, at) values (current_organization(), ?, ?, ?, ?)`,
    [id, enrollmentId, code, at],
  );
}
