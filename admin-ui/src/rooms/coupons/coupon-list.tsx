import type { Coupon } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { patch } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { useAffiliateName, useCampaignNames, useEnrollment } from '../../kit/names.ts';
import { Status } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';

/** Codes, whose they are, and the switch of each. */
export function CouponList({ coupons }: { readonly coupons: readonly Coupon[] }) {
  const { timeZone } = useMembership();
  const [chosen, setChosen] = useState<Coupon | null>(null);
  const columns: readonly Column<Coupon>[] = [
    { label: 'Code', cell: ({ code }) => <code className="fl-mono">{code}</code> },
    { label: 'Affiliate', cell: ({ enrollmentId }) => <Owner enrollmentId={enrollmentId} /> },
    { label: 'Campaign', cell: ({ enrollmentId }) => <InCampaign enrollmentId={enrollmentId} /> },
    { label: 'Status', cell: (row) => <CouponStatus coupon={row} /> },
    { label: 'Since', cell: ({ validFrom }) => <span className="fl-quiet">{dayText(validFrom, timeZone)}</span> },
    { label: 'Sales', cell: ({ code }) => <SalesOf code={code} /> },
    { label: 'Change', align: 'end', cell: (row) => <SwitchButton coupon={row} onPress={() => setChosen(row)} /> },
  ];
  return (
    <>
      <DataList
        label="Coupons"
        rows={coupons}
        idOf={({ id }) => id}
        columns={columns}
        card={(row) => (
          <>
            <code className="fl-mono">{row.code}</code>
            <CouponStatus coupon={row} />
            <Owner enrollmentId={row.enrollmentId} />
            <SwitchButton coupon={row} onPress={() => setChosen(row)} />
          </>
        )}
      />
      {chosen !== null && <SwitchCoupon coupon={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

const SalesOf = ({ code }: { readonly code: string }) => (
  <Link to="/sales" search={{ couponCode: code }} aria-label={`Sales of ${code}`}>
    Show
  </Link>
);

function Owner({ enrollmentId }: { readonly enrollmentId: string }) {
  const enrollment = useEnrollment(enrollmentId);
  const name = useAffiliateName(enrollment?.affiliateId);
  return enrollment === undefined ? <>…</> : <Link to={`/affiliates/${enrollment.affiliateId}`}>{name ?? '…'}</Link>;
}

function InCampaign({ enrollmentId }: { readonly enrollmentId: string }) {
  const enrollment = useEnrollment(enrollmentId);
  const name = useCampaignNames().get(enrollment?.campaignId ?? '');
  return <span className="fl-quiet">{name ?? '…'}</span>;
}

const CouponStatus = ({ coupon: { active } }: { readonly coupon: Coupon }) =>
  active ? <Status tone="paid">Active</Status> : <Status tone="denied">Switched off</Status>;

const SwitchButton = ({ coupon, onPress }: { readonly coupon: Coupon; readonly onPress: () => void }) => (
  <ActButton
    needs="manager"
    variant="default"
    size="compact-sm"
    aria-label={coupon.active ? `Switch off ${coupon.code}` : `Switch on ${coupon.code}`}
    onClick={onPress}
  >
    {coupon.active ? 'Switch off' : 'Switch on'}
  </ActButton>
);

function SwitchCoupon({ coupon, onClose }: { readonly coupon: Coupon; readonly onClose: () => void }) {
  const { code, active, id, version } = coupon;
  const change = useChange(
    async () => {
      await patch(`/v1/coupons/${id}`, { active: !active, version });
      onClose();
    },
    '/v1/coupons',
    '/v1/audit',
  );
  const word = active ? 'Switch off' : 'Switch on';
  return (
    <Confirm
      title={`${word} ${code}?`}
      action={word}
      error={change.error}
      isPending={change.isPending}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <p>
        {active
          ? 'From now on the code credits nothing new. What it credited stays. At your processor it goes on giving its discount until you end it there.'
          : 'From now on the code credits sales again.'}
      </p>
    </Confirm>
  );
}
