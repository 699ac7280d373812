import type { Overview } from '../../contract/api/overview.ts';
import { byText } from '../../domain/facts-of.ts';
import { affiliateNames } from '../../store/backtest.ts';
import { type AffiliateSums, mostAffiliates } from '../../store/reads/credited-most.ts';
import type { Scope, Session } from '../../store/session.ts';
import { homeSums, sumOf } from './home-groups.ts';

type Person = Pick<
  AffiliateSums,
  'currency' | 'affiliateId' | 'sales' | 'amount' | 'commission' | 'reversedCommission'
>;

/** The five of each currency who earned most after what was taken back, the currencies in order. */
export async function namedTop(
  session: Session,
  scope: Scope,
  people: readonly Person[],
): Promise<Overview['topAffiliates']> {
  const byCurrency = [...Map.groupBy(people, ({ currency }) => currency)].toSorted(([a], [b]) => byText(a, b));
  const top = byCurrency.flatMap(([, same]) => oneEach(same).toSorted(byKept).slice(0, mostAffiliates));
  const ids = [...new Set(top.map(({ affiliateId }) => affiliateId))];
  const names = await affiliateNames(session, scope, ids);
  return top.map(({ currency, affiliateId, sales, amount, commission, reversedCommission }) => ({
    currency,
    affiliateId,
    affiliateName: names.get(affiliateId) ?? '',
    sales,
    amount: BigInt(amount),
    commission: BigInt(commission),
    takenBack: BigInt(reversedCommission),
  }));
}

/** Somebody may come twice, of months that are summed up and of all else. */
const oneEach = (people: readonly Person[]): readonly Person[] =>
  [...Map.groupBy(people, ({ affiliateId }) => affiliateId).values()].flatMap((same) =>
    same.slice(0, 1).map(({ currency, affiliateId }) => ({
      currency,
      affiliateId,
      sales: same.reduce((total, { sales }) => total + sales, 0),
      amount: String(sumOf(same, ({ amount }) => amount)),
      commission: String(sumOf(same, ({ commission }) => commission)),
      reversedCommission: String(sumOf(same, ({ reversedCommission }) => reversedCommission)),
    })),
  );

/** All currencies of each in the home currency. Of whom only some were read, because others earned more, it is less than it was. */
export const peopleAtHome = (currency: string, people: readonly AffiliateSums[]): readonly Person[] =>
  oneEach(people.map((row) => ({ ...row, ...homeSums(currency, row), currency })));

function byKept(a: Person, b: Person): number {
  const difference = kept(b) - kept(a);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return byText(a.affiliateId, b.affiliateId);
}

const kept = ({ commission, reversedCommission }: Person): bigint => BigInt(commission) - BigInt(reversedCommission);
