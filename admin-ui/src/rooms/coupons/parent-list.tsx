import type { ParentCoupon } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Status } from '../../kit/status.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { useMembership } from '../../session/me.ts';
import { boundWords, discountWords } from './discount-words.ts';

/** Discounts, and how many codes were made from each. */
export function ParentList({ parents }: { readonly parents: readonly ParentCoupon[] }) {
  const { timeZone } = useMembership();
  const campaigns = useCampaignNames();
  const [chosen, setChosen] = useState<ParentCoupon | null>(null);
  const columns: readonly Column<ParentCoupon>[] = [
    { label: 'Name', cell: ({ name }) => <span className="fl-wraps">{name}</span> },
    { label: 'Discount', cell: discountWords },
    { label: 'Bounds', cell: (row) => <span className="fl-quiet">{boundWords(row, timeZone) || 'none'}</span> },
    {
      label: 'Campaign',
      cell: ({ campaignId }) => <span className="fl-quiet">{campaigns.get(campaignId) ?? '…'}</span>,
    },
    { label: 'Codes', cell: (row) => <CodesOf parent={row} /> },
    { label: 'Status', cell: (row) => <ParentStatus parent={row} /> },
    { label: 'Change', align: 'end', cell: (row) => <ArchiveButton parent={row} onPress={() => setChosen(row)} /> },
  ];
  return (
    <>
      <DataList
        label="Parent coupons"
        rows={parents}
        idOf={({ id }) => id}
        columns={columns}
        card={(row) => (
          <>
            <span className="fl-wraps">{row.name}</span>
            <CodesOf parent={row} />
            <span className="fl-quiet">{discountWords(row)}</span>
            <ArchiveButton parent={row} onPress={() => setChosen(row)} />
          </>
        )}
      />
      {chosen !== null && <Archive parent={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

const CodesOf = ({ parent: { id, name, codes } }: { readonly parent: ParentCoupon }) => (
  <Link to="/coupons" search={{ parentCouponId: id }} aria-label={`Codes of ${name}`}>
    {codes === 1 ? '1 code' : `${codes.toLocaleString('en')} codes`}
  </Link>
);

function ParentStatus({ parent: { archived, expiresAt } }: { readonly parent: ParentCoupon }) {
  if (archived) return <Status tone="denied">Archived</Status>;
  const isExpired = expiresAt !== null && new Date(expiresAt) <= new Date();
  return isExpired ? <Status tone="denied">Expired</Status> : <Status tone="paid">Open</Status>;
}

const archivedWord = (archived: boolean): string => (archived ? 'Archived' : 'Open');

const ArchiveButton = ({ parent, onPress }: { readonly parent: ParentCoupon; readonly onPress: () => void }) => (
  <ActButton
    needs="admin"
    variant="default"
    size="compact-sm"
    aria-label={parent.archived ? `Open ${parent.name} again` : `Archive ${parent.name}`}
    onClick={onPress}
  >
    {parent.archived ? 'Open again' : 'Archive'}
  </ActButton>
);

function Archive({ parent, onClose }: { readonly parent: ParentCoupon; readonly onClose: () => void }) {
  const { id, name, archived } = parent;
  const path = `/v1/parent-coupons/${id}`;
  const change = useEdit(
    { path, of: parent, body: (seen) => ({ archived: !seen.archived }), onDone: onClose },
    '/v1/parent-coupons',
  );
  const word = archived ? 'Open again' : 'Archive';
  return (
    <Confirm
      title={`${word}: ${name}?`}
      action={word}
      change={change}
      compare={(now) => [
        ['Name', now.name, name],
        ['Status', archivedWord(now.archived), archivedWord(!archived)],
      ]}
      onConfirm={() => change.save()}
      onClose={onClose}
    >
      <p>
        {archived
          ? 'Further codes may be made from it.'
          : 'No further codes are made from it. Those there are go on as they are.'}
      </p>
    </Confirm>
  );
}
