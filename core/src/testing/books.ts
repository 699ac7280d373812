import type { Store } from '../store/database.ts';
import { inOrganization } from '../store/session.ts';

/** A sale, renewal or lead as lists show it. */
export interface ShownConversion {
  readonly paymentId: string;
  readonly affiliate: string;
  readonly type: string;
  readonly status: string;
  readonly method: string | null;
  readonly amount: bigint;
  readonly commission: bigint;
  readonly reversed: bigint;
  readonly withdrawn: boolean;
  readonly payableAt: string;
  readonly eligibleAt: string;
}

export interface ShownPayment {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly mode: string;
  readonly kind: string;
  readonly closed: boolean;
  readonly merged: boolean;
  /** The payment it was found to be (I2). */
  readonly mergedInto: string | null;
  readonly references: readonly string[];
}

export interface Books {
  /** Ordered by when they happened. Those no longer credited are among them, withdrawn or merged. */
  readonly conversions: readonly ShownConversion[];
  readonly payments: readonly ShownPayment[];
  /** `jane.pending` → minor units; accounts at nothing are left out. Several currencies: `jane.pending.EUR` beside USD's. */
  readonly balances: Readonly<Record<string, bigint>>;
  /** Postings of the organization, ever. */
  readonly postings: number;
}

const conversions = {
  name: 'test_conversions',
  text: `select c.payment_id as "paymentId", a.name as affiliate, c.type, c.method, c.amount, c.commission, c.reversed_commission as reversed, c.withdrawn,
      iso(c.payable_at) as "payableAt", iso(c.eligible_at) as "eligibleAt",
      conversion_status(c.merged, c.denied, c.returned, c.commission - c.reversed_commission, c.paid, c.payable_at) as status
    from conversion c join affiliate a on a.organization_id = c.organization_id and a.id = c.affiliate_id
    where c.organization_id = $1 order by c.occurred_at, c.payment_id, c.id`,
};
const payments = {
  name: 'test_payments',
  text: `select p.id, p.state, p.reason, p.mode, p.kind, p.closed, p.merged_into is not null as merged, p.merged_into as "mergedInto",
      array(select r.reference from payment_reference r where r.organization_id = p.organization_id and r.payment_id = p.id order by 1) as references
    from payment p where p.organization_id = $1 order by p.occurred_at, p.id`,
};
const balances = {
  name: 'test_balances',
  text: `select a.name, b.account, b.currency, b.amount from balance b join affiliate a on a.organization_id = b.organization_id and a.id = b.affiliate_id
    where b.organization_id = $1 and b.amount <> 0 order by 1, 2, 3`,
};
const postings = {
  name: 'test_postings',
  text: 'select count(*)::int as count from posting where organization_id = $1',
};

/** How everything of an organization stands, as its own tenant session sees it. */
export async function books(store: Store, organizationId: string): Promise<Books> {
  const scope = { organizationId, actor: 'core' };
  return inOrganization(store, scope, async (session) => {
    const of = [organizationId];
    const shown = await session.query<Record<'amount' | 'commission' | 'reversed', string> & ShownConversion>(
      conversions,
      of,
    );
    const held = await session.query<{ name: string; account: string; currency: string; amount: string }>(balances, of);
    const [posted] = await session.query<{ count: number }>(postings, of);
    return {
      conversions: shown.map((row) => ({
        ...row,
        amount: BigInt(row.amount),
        commission: BigInt(row.commission),
        reversed: BigInt(row.reversed),
      })),
      payments: await session.query<ShownPayment & Record<string, unknown>>(payments, of),
      balances: Object.fromEntries(
        held.map(({ name, account, currency, amount }) => [
          `${name}.${account}${currency === 'USD' ? '' : `.${currency}`}`,
          BigInt(amount),
        ]),
      ),
      postings: posted?.count ?? 0,
    };
  });
}
