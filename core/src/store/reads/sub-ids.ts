import { type Sql, sql } from './sql.ts';

/** The affiliate's own labels of a click (F11), as `details` names them. */
export const subIdNames = ['sub1', 'sub2', 'sub3', 'sub4', 'sub5'] as const;
export type SubIdName = (typeof subIdNames)[number];

/**
 * The click `x` that conversion `c` is credited by. Where several affiliates share a sale by their clicks (A3), one click is kept for all of
 * them: its labels are those of its own affiliate alone.
 */
export const creditedClick: Sql = sql`x.organization_id = c.organization_id and x.id = c.click_id and x.enrollment_id = c.enrollment_id`;

/** Each a column of its own, which has an index. */
const column: Readonly<Record<SubIdName, Sql>> = {
  sub1: sql`x.sub1`,
  sub2: sql`x.sub2`,
  sub3: sql`x.sub3`,
  sub4: sql`x.sub4`,
  sub5: sql`x.sub5`,
};

export const hasSubId = (name: SubIdName, value: string): Sql =>
  sql`exists (select from click x where ${creditedClick} and ${column[name]} = ${value})`;
