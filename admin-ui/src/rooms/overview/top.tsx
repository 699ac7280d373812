import type { Overview } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { Who } from '../../kit/avatar.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { Money } from '../../kit/money.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { inCurrency } from './in-currency.ts';

type Affiliate = Overview['topAffiliates'][number];

const earned = ({ commission, takenBack, currency }: Affiliate) => (
  <Money minor={BigInt(commission) - BigInt(takenBack)} currency={currency} strong />
);

const columns: readonly Column<Affiliate>[] = [
  { label: 'Affiliate', names: true, cell: ({ affiliateName }) => <Who name={affiliateName} /> },
  { label: 'Sales', align: 'end', cell: ({ sales }) => sales.toLocaleString('en') },
  { label: 'Captured', align: 'end', cell: ({ amount, currency }) => <Money minor={amount} currency={currency} /> },
  { label: 'Earned', align: 'end', cell: earned },
];

/** Who earned most, in the currency shown above. */
export function Top({ affiliates, inHome }: { readonly affiliates: readonly Affiliate[]; readonly inHome: boolean }) {
  const [address] = useAddress();
  if (affiliates.length === 0) return null;
  return (
    <section aria-labelledby="top" className="fl-course">
      <header>
        <h2 id="top">Earned most</h2>
        <Link to="/sales">All sales</Link>
      </header>
      <DataList
        label="Affiliates who earned most"
        rows={inCurrency(affiliates, address['currency'])}
        idOf={({ affiliateId, currency }) => `${affiliateId} ${currency}`}
        columns={columns}
        open={({ affiliateId, currency }) =>
          `/sales?affiliateId=${affiliateId}&${inHome ? 'in=home' : `currency=${currency}`}`
        }
        card={(row) => (
          <>
            <Who name={row.affiliateName} />
            {earned(row)}
            <span className="fl-quiet">{row.sales === 1 ? '1 sale' : `${row.sales} sales`}</span>
          </>
        )}
      />
    </section>
  );
}
