import { isMoment, isWhole } from './cursor.ts';
import type { PaymentOrder } from './payment-page.ts';
import { sql } from './sql.ts';

/** By when somebody signed up, or by what the lead earns now, of several currencies by the numbers alone. */
export type LeadOrder = 'occurredAt' | 'commission' | `-${'occurredAt' | 'commission'}`;

const values = {
  occurredAt: {
    of: sql`p.occurred_at`,
    type: sql`timestamptz`,
    written: sql`to_char(p.sorted at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    check: isMoment,
  },
  commission: {
    of: sql`(select coalesce(sum(c.commission - c.reversed_commission), 0)::bigint from conversion c
      where c.organization_id = p.organization_id and c.payment_id = p.id and c.role = 'credit' and not c.withdrawn)`,
    type: sql`bigint`,
    written: sql`p.sorted::text`,
    check: isWhole,
  },
} as const;

export const leadOrder = (name: LeadOrder): PaymentOrder => {
  const isDown = name.startsWith('-');
  return { name, isDown, value: values[(isDown ? name.slice(1) : name) as keyof typeof values] };
};
