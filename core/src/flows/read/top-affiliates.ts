import type { Overview } from '../../contract/api/overview.ts';
import { byText } from '../../domain/facts-of.ts';
import { affiliateNames } from '../../store/backtest.ts';
import type { AffiliateSums } from '../../store/reads/overview.ts';
import type { Scope, Session } from '../../store/session.ts';

const most = 5;

/** The five of each currency who earned most after what was taken back, the currencies in order. */
export async function namedTop(
  session: Session,
  scope: Scope,
  people: readonly AffiliateSums[],
): Promise<Overview['topAffiliates']> {
  const byCurrency = [...Map.groupBy(people, ({ currency }) => currency)].toSorted(([a], [b]) => byText(a, b));
  const top = byCurrency.flatMap(([, same]) => same.toSorted(byKept).slice(0, most));
  const ids = [...new Set(top.map(({ affiliateId }) => affiliateId))];
  const names = await affiliateNames(session, scope, ids);
  return top.map(({ currency, affiliateId, sales, amount, commission, takenBack }) => ({
    currency,
    affiliateId,
    affiliateName: names.get(affiliateId) ?? '',
    sales,
    amount: BigInt(amount),
    commission: BigInt(commission),
    takenBack: BigInt(takenBack),
  }));
}

function byKept(a: AffiliateSums, b: AffiliateSums): number {
  const difference = kept(b) - kept(a);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return byText(a.affiliateId, b.affiliateId);
}

const kept = ({ commission, takenBack }: AffiliateSums): bigint => BigInt(commission) - BigInt(takenBack);
