import type { ConnectionPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconPlugConnected, IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { NewConnection } from './new-connection.tsx';

/** The processors that tell of payments. */
export default function Connections() {
  const [isAdding, setAdding] = useState(false);
  const list = useApi<ConnectionPage>('/v1/connections', { take: 200, sort: 'name' });
  const add = (
    <ActButton needs="admin" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
      Connect a processor
    </ActButton>
  );
  return (
    <Page title="Connections" actions={add}>
      <Loaded query={list} rows={4}>
        {({ data }) =>
          data.length > 0 ? (
            <ul className="fl-grid-cards" aria-label="Connections">
              {data.map((connection) => (
                <li key={connection.id} className="fl-box">
                  <ConnectionCard connection={connection} />
                </li>
              ))}
            </ul>
          ) : (
            <Empty icon={IconPlugConnected} title="Your processor tells of payments here" action={add}>
              Connect Stripe, Paddle, Shopify or Braintree, and payments, refunds and chargebacks arrive by themselves.
              Sales can be told by your own server too.
            </Empty>
          )
        }
      </Loaded>
      {isAdding && <NewConnection onClose={() => setAdding(false)} />}
    </Page>
  );
}
