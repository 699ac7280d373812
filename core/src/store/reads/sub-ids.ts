import { type Sql, sql } from './sql.ts';

/** The affiliate's own labels of a click (F11), as `details` names them. */
export const subIdNames = ['sub1', 'sub2', 'sub3', 'sub4', 'sub5'] as const;
export type SubIdName = (typeof subIdNames)[number];

/**
 * The click `x` that conversion `c` is credited by. Where several affiliates share a sale by their clicks (A3), one click is kept for all of
 * them: its labels are those of its own affiliate alone.
 */
export const creditedClick: Sql = sql`x.organization_id = c.organization_id and x.id = c.click_id and x.enrollment_id = c.enrollment_id`;

/** Of conversions `c`. The labels of clicks that sold something stand apart, where they have an index. */
export const hasSubId = (name: SubIdName, value: string): Sql =>
  sql`exists (select from sold_label l where l.organization_id = c.organization_id and l.name = ${name}::text and l.value = ${value}
    and l.click_id = c.click_id and l.enrollment_id = c.enrollment_id)`;
