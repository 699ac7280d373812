import type { Customer, CustomerDetail, Erasure } from '@fairlead/core/api';
import { Group } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { dayText, momentText } from '../../kit/dates.ts';
import { Details } from '../../kit/details.tsx';
import { TestBadge } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** One customer: what is kept of them, and the button that ends it. */
export function CustomerBox({ customer }: { readonly customer: Customer }) {
  const { timeZone } = useMembership();
  const { id, externalId, email, name, processorIds, erasedAt, isTest, createdAt } = customer;
  const [isAsking, setAsking] = useState(false);
  const detail = useApi<CustomerDetail>(`/v1/customers/${id}`);
  const erase = useChange(
    (reason: string) => post<Erasure>(`/v1/customers/${id}/erase`, { reason }),
    '/v1/customers',
    '/v1/inbox',
    '/v1/audit',
  );
  const title = name ?? email ?? externalId ?? 'A customer';
  const { payments, bodies } = detail.data ?? {};
  return (
    <section aria-labelledby={`customer-${id}`}>
      <div className="fl-panel-head">
        <h2 id={`customer-${id}`}>{title}</h2>
        {isTest && <TestBadge />}
      </div>
      <Details
        label={`About ${title}`}
        items={[
          ['E-mail', email ?? '–'],
          ['Name', name ?? '–'],
          ['Your id', externalId ?? '–'],
          ['Ids of processors', processorIds.length === 0 ? '–' : processorIds.map((one) => one.id).join(', ')],
          ['Known since', dayText(createdAt, timeZone)],
          ...(payments === undefined ? [] : [['Payments and leads', String(payments.length)] as const]),
          ...(bodies === undefined ? [] : [['Deliveries kept whole', String(bodies)] as const]),
          ...(erasedAt === null ? [] : [['Erased up to', momentText(erasedAt, timeZone)] as const]),
        ]}
      />
      <Group mt="md">
        <ActButton needs="manager" variant="default" size="xs" onClick={() => setAsking(true)}>
          Erase
        </ActButton>
      </Group>
      {erase.data !== undefined && (
        <p role="status" className="fl-quiet">
          Erased: {counted(erase.data.customers, 'record', 'records')},{' '}
          {counted(erase.data.bodies, 'delivery', 'deliveries')}
        </p>
      )}
      {isAsking && (
        <Confirm
          title={`Erase ${title}?`}
          action="Erase for good"
          asksReason
          isDangerous
          change={erase}
          onConfirm={(reason) => erase.mutate(reason, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          <p>
            E-mail and name go, and with them the bodies of the deliveries that speak of them, which can then not be
            replayed. Sales, commissions and ids stay as they are. This cannot be undone; name no person in the reason.
          </p>
        </Confirm>
      )}
    </section>
  );
}
