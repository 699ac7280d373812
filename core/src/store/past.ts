import type { BudgetWanted } from '../domain/budget.ts';
import type { StandingWanted } from '../domain/terms-lane.ts';
import { type Asking, membersOf } from './asking.ts';
import { readSpentBefore, type Spent } from './budgets.ts';
import type { Session, Statement } from './session.ts';
import { readStandingsBefore, type StandingSum } from './standings.ts';
import { type Deed, type Timeline, timelineOf } from './timeline.ts';

/** What others had sold, and what was spent, before a time (C5, C6). */
export interface Past {
  standings(
    session: Session,
    asking: Asking,
    wanted: readonly StandingWanted[],
    before: string,
  ): Promise<readonly (readonly StandingSum[])[]>;
  spent(
    session: Session,
    asking: Asking,
    wanted: Pick<BudgetWanted, 'campaignId' | 'from' | 'until'>,
    before: string,
  ): Promise<readonly Spent[]>;
}

/** Asks the database each time. */
export const askedPast: Past = { standings: readStandingsBefore, spent: readSpentBefore };

const credits = `c.occurred_at >= coalesce($3::timestamptz, '-infinity') and c.occurred_at < coalesce($4::timestamptz, 'infinity')
    order by c.occurred_at, c.payment_id limit $5`;
const columns = `date_part('epoch', c.occurred_at) as seconds, c.payment_id as "paymentId", c.currency,
    to_char(c.occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day`;

const salesStatement: Statement = {
  name: 'past_sales',
  text: `select ${columns}, (c.reversed_amount < c.amount)::int as sales, (c.base - c.reversed_base)::text as amount
    from enrollment n join conversion c on c.organization_id = n.organization_id and c.affiliate_id = n.affiliate_id and c.enrollment_id = n.id
    where n.organization_id = current_organization() and n.id = $1 and c.role = 'credit' and c.type in ('sale', 'renewal') and c.mode = $2
    and not c.denied and not c.merged and not c.withdrawn and ${credits}`,
};
const spendingStatement: Statement = {
  name: 'past_spending',
  text: `select ${columns}, 0 as sales, (c.commission - c.reversed_commission)::text as amount from conversion c
    where c.organization_id = current_organization() and c.campaign_id = $1 and c.mode = $2 and c.currency is not null and ${credits}`,
};

/** Of one question; where there are more, the database is asked each time. */
const mostDeeds = 200_000;
/** Of all questions together: beyond it they are forgotten, and read again. */
const mostKept = 400_000;

/**
 * Reads what a question is about once, and answers it for every payment from then on: of many payments in one period each would have all the
 * others summed up anew. For who decides many, and writes nothing.
 */
export function rememberedPast(): Past {
  const known = new Map<string, Timeline | null>();
  let kept = 0;
  const remember = async (
    session: Session,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Timeline | null> => {
    const key = JSON.stringify([statement.name, ...values]);
    const timeline = known.get(key);
    if (timeline !== undefined) return timeline;
    const rows = await session.query<Deed & Record<string, unknown>>(statement, [...values, mostDeeds + 1]);
    const read = rows.length > mostDeeds ? null : timelineOf(rows);
    if (kept + rows.length > mostKept) known.clear();
    kept = known.size === 0 ? rows.length : kept + rows.length;
    known.set(key, read);
    return read;
  };
  return {
    async standings(session, asking, wanted, before) {
      const sums: (readonly StandingSum[])[] = [];
      for (const one of wanted) {
        const values = [one.enrollmentId, asking.mode, one.from, one.until];
        const timeline = await remember(session, salesStatement, values);
        const answer = timeline?.before(before, membersOf(asking)) ?? null;
        if (answer === null) sums.push((await readStandingsBefore(session, asking, [one], before))[0] ?? []);
        else sums.push(answer.flatMap((sum) => standingOf(sum, one.currency)));
      }
      return sums;
    },
    async spent(session, asking, wanted, before) {
      const timeline = await remember(session, spendingStatement, [
        wanted.campaignId,
        'live',
        wanted.from,
        wanted.until,
      ]);
      const answer = timeline?.before(before, membersOf(asking)) ?? null;
      if (answer === null) return readSpentBefore(session, asking, wanted, before);
      return answer.flatMap(({ currency, days }) => days.map(({ day, amount }) => ({ currency, day, sum: amount })));
    },
  };
}

type Sum = NonNullable<ReturnType<Timeline['before']>>[number];

/** In another currency than asked for each day by itself, since each has its own rate. */
function standingOf({ currency, days }: Sum, asked: string | null): readonly StandingSum[] {
  if (asked !== null && asked !== currency) {
    return days.map(({ day, sales, amount }) => ({ currency, day, sales, volume: amount }));
  }
  const sales = days.reduce((all, day) => all + day.sales, 0);
  return [{ currency, day: null, sales, volume: days.reduce((all, day) => all + day.amount, 0n) }];
}
