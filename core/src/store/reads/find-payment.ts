import type { Scope, Session, Statement } from '../session.ts';
import type { Mode } from './conversion-filter.ts';

/** The payment that stands for what was asked for. */
export interface FoundPayment {
  /** The one it was merged into, where it was. */
  readonly rootId: string;
  readonly mode: Mode;
}

const byPayment: Statement = {
  name: 'read_root',
  text: `with recursive up as (
      select id, merged_into, mode from payment where organization_id = $1 and id = $2
      union all
      select p.id, p.merged_into, p.mode from payment p join up on p.organization_id = $1 and p.id = up.merged_into
    ) select id as "rootId", mode from up where merged_into is null`,
};

/** Null where the organization has no such payment or lead. */
export async function findPayment(session: Session, scope: Scope, id: string): Promise<FoundPayment | null> {
  const [row] = await session.query<FoundPayment & Record<string, unknown>>(byPayment, [scope.organizationId, id]);
  return row ?? null;
}

export interface FoundConversion {
  readonly paymentId: string;
  readonly enrollmentId: string;
  readonly mode: Mode;
  /** It is history: moved, decided otherwise, or its payment became another one. */
  readonly withdrawn: boolean;
  readonly merged: boolean;
  /** `credit`, or `override` of a recruiter (C8). */
  readonly role: string;
  readonly status: string;
}

const byId: Statement = {
  name: 'read_conversion',
  text: `select c.payment_id as "paymentId", c.enrollment_id as "enrollmentId", c.role, c.mode, c.withdrawn, c.merged,
      conversion_status(c.merged, c.denied, c.returned, c.commission - c.reversed_commission, c.paid, c.payable_at) as status
    from conversion c where c.organization_id = $1 and c.id = $2`,
};

/** Null where the organization has no such conversion. */
export async function findConversion(session: Session, scope: Scope, id: string): Promise<FoundConversion | null> {
  const [row] = await session.query<FoundConversion & Record<string, unknown>>(byId, [scope.organizationId, id]);
  return row ?? null;
}
