import type { Payment, PaymentPage } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';
import { strategyWords } from '../../kit/credit-words.ts';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { Empty } from '../../kit/empty.tsx';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconChevronRight, IconCircleCheck } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Money, NoMoney } from '../../kit/money.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { rangeIn } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership, useRefusal } from '../../session/me.ts';
import { reasonWords } from '../explain/reasons.ts';

/** Payments nobody is credited for, with what came nearest, and a way to assign them. */
export default function NotCredited() {
  const { timeZone } = useMembership();
  const [address] = useAddress();
  const [assigning, setAssigning] = useState<Payment | null>(null);
  const refusal = useRefusal('manager');
  const { cursor, q, isTest } = address;
  const list = useApi<PaymentPage>('/v1/payments', {
    unattributed: true,
    cursor,
    q,
    isTest,
    ...rangeIn(address, timeZone),
  });
  const columns: readonly Column<Payment>[] = [
    { label: 'Date', cell: ({ occurredAt, recordedAt }) => dayText(occurredAt ?? recordedAt, timeZone) },
    { label: 'Reference', names: true, cell: (row) => <code>{nameOf(row)}</code> },
    { label: 'Customer', cell: ({ customerExternalId }) => customerExternalId ?? '–' },
    { label: 'Amount', align: 'end', cell: (row) => <Paid row={row} /> },
    { label: 'Why', cell: (row) => <span className="fl-quiet">{whyOf(row)}</span> },
    {
      label: 'Credit',
      cell: (row) => (
        <Button
          variant="default"
          size="xs"
          disabled={refusal !== null}
          title={refusal ?? undefined}
          aria-label={`Assign ${nameOf(row)}`}
          onClick={() => setAssigning(row)}
        >
          Assign…
        </Button>
      ),
    },
  ];
  return (
    <Page
      title="Not credited"
      lead="Payments nobody earns by. Assign one where you know who sent the customer."
      crumbs={
        <>
          <Link to="/sales">Sales</Link>
          <IconChevronRight size={13} aria-hidden />
          <span>Not credited</span>
        </>
      }
      actions={<RangeMenu />}
    >
      <FilterBar
        filters={[
          { name: 'q', label: 'Reference', hint: 'An order, invoice, charge or customer, exactly' },
          { name: 'isTest', label: 'Kind', options: [['true', 'a test']] },
        ]}
      />
      <Loaded query={list}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <Empty icon={IconCircleCheck} title="Every payment was credited or had no trace to follow" />
          ) : (
            <>
              <DataList
                label="Payments nobody is credited for"
                rows={data}
                idOf={({ id }) => id}
                columns={columns}
                open={({ id }) => `/payments/${id}`}
                card={(row) => (
                  <>
                    <b>{nameOf(row)}</b>
                    <Paid row={row} />
                    <span className="fl-quiet">{whyOf(row)}</span>
                    <span className="fl-quiet">{dayText(row.occurredAt ?? row.recordedAt, timeZone)}</span>
                  </>
                )}
              />
              <Paging shown={data.length} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
      {assigning !== null && <Assign payment={assigning} onClose={() => setAssigning(null)} />}
    </Page>
  );
}

const nameOf = ({ externalEventId, id }: Payment): string => externalEventId ?? id;

const Paid = ({ row: { amount, currency } }: { readonly row: Payment }) =>
  amount === null || currency === null ? <NoMoney /> : <Money minor={amount} currency={currency} strong />;

/** What came nearest, else the reason. */
function whyOf({ nearest, reason }: Payment): string {
  const [first] = nearest;
  if (first === undefined) return reason === null ? '–' : reasonWords(reason).replace(/\.$/, '');
  const said = reasonWords(first.reason);
  return `${strategyWords(first.strategy)}: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}

function Assign({ payment, onClose }: { readonly payment: Payment; readonly onClose: () => void }) {
  const [enrollmentId, setEnrollmentId] = useState('');
  const assign = useChange(
    (reason: string) => post(`/v1/payments/${payment.id}/assign`, { enrollmentId, reason }),
    '/v1/payments',
    '/v1/conversions',
  );
  return (
    <Confirm
      title={`Assign ${nameOf(payment)}`}
      action="Assign"
      asksReason
      change={assign}
      onClose={onClose}
      onConfirm={(reason) => assign.mutate(reason, { onSuccess: onClose })}
    >
      <EnrollmentSelect label="Affiliate" isFirst value={enrollmentId} onChange={setEnrollmentId} />
    </Confirm>
  );
}
