import '../../kit/pieces.css';
import type { CustomerList } from '@fairlead/core/api';
import { Box } from '@mantine/core';
import { useApi } from '../../api/use-api.ts';
import { Empty } from '../../kit/empty.tsx';
import { IconUserCheck } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMay } from '../../session/may.ts';
import { CustomerBox } from './customer-box.tsx';

/** What is kept of a person, found by what they name themselves by; and its end. */
export default function Customers() {
  const [{ q }] = useAddress();
  const { may, who } = useMay('manager');
  return (
    <Page
      title="Customers"
      lead="What is kept of a buyer. E-mail and name stand here and in the bodies of deliveries, and nowhere else: both can be erased."
    >
      {may ? (
        <>
          <Box maw={420} mb="md">
            <SearchBox label="Find a customer" placeholder="E-mail, your id, or the processor's" />
          </Box>
          {q === undefined ? (
            <Empty icon={IconUserCheck} title="Whom are you looking for?">
              Type an e-mail address or an id, exactly as you know it.
            </Empty>
          ) : (
            <Found q={q} />
          )}
        </>
      ) : (
        <Empty icon={IconUserCheck} title="Personal data is not shown to viewers">
          {who}.
        </Empty>
      )}
    </Page>
  );
}

function Found({ q }: { readonly q: string }) {
  const found = useApi<CustomerList>('/v1/customers', { q });
  return (
    <Loaded query={found} rows={2}>
      {({ data }) =>
        data.length > 0 ? (
          <ul className="fl-grid-cards" aria-label="Customers">
            {data.map((customer) => (
              <li key={customer.id} className="fl-box">
                <CustomerBox customer={customer} />
              </li>
            ))}
          </ul>
        ) : (
          <Empty icon={IconUserCheck} title="Nobody is known by that">
            E-mails and ids are compared whole.
          </Empty>
        )
      }
    </Loaded>
  );
}
