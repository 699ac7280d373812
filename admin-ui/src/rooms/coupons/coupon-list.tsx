import type { Coupon, ParentCoupon } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { CopyableId } from '../../kit/copy.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { useAffiliateName, useCampaignNames, useEnrollment } from '../../kit/names.ts';
import { Status } from '../../kit/status.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { useMembership } from '../../session/me.ts';
import { AtProcessor } from './at-processor.tsx';
import { discountWords } from './discount-words.ts';
import { useParentCoupons } from './parents.ts';

/** Codes, whose they are, and the switch of each. */
export function CouponList({ coupons }: { readonly coupons: readonly Coupon[] }) {
  const { timeZone } = useMembership();
  const parents = useParentCoupons();
  const [chosen, setChosen] = useState<Coupon | null>(null);
  const columns: readonly Column<Coupon>[] = [
    { label: 'Code', cell: (row) => <Code coupon={row} /> },
    { label: 'Affiliate', cell: ({ enrollmentId }) => <Owner enrollmentId={enrollmentId} /> },
    { label: 'Campaign', cell: ({ enrollmentId }) => <InCampaign enrollmentId={enrollmentId} /> },
    { label: 'Discount', cell: (row) => <Gives parent={parents.get(row.parentCouponId ?? '')} /> },
    { label: 'Status', cell: (row) => <CouponStatus coupon={row} /> },
    { label: 'At the processor', cell: (row) => <AtProcessor coupon={row} /> },
    {
      label: 'Redeemed',
      align: 'end',
      cell: (row) => <Redemptions coupon={row} parent={parents.get(row.parentCouponId ?? '')} />,
    },
    { label: 'Since', cell: ({ validFrom }) => <span className="fl-quiet">{dayText(validFrom, timeZone)}</span> },
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
            <span>
              {row.processor !== null && <AtProcessor coupon={row} />}
              <SwitchButton coupon={row} onPress={() => setChosen(row)} />
            </span>
          </>
        )}
      />
      {chosen !== null && <SwitchCoupon coupon={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

/** To take along; those that affiliates chose say so. */
const Code = ({ coupon: { code, selfMinted } }: { readonly coupon: Coupon }) => (
  <>
    <CopyableId id={code} />
    {selfMinted && <small className="fl-quiet"> their choice</small>}
  </>
);

const Gives = ({ parent }: { readonly parent: ParentCoupon | undefined }) =>
  parent === undefined ? <span className="fl-quiet">–</span> : <span title={parent.name}>{discountWords(parent)}</span>;

/** Beside what the processor allows, where it is known; leads to the sales. */
function Redemptions({ coupon, parent }: { readonly coupon: Coupon; readonly parent: ParentCoupon | undefined }) {
  const most = parent?.maxRedemptions ?? null;
  const count = coupon.redemptions.toLocaleString('en');
  return (
    <Link to="/sales" search={{ couponCode: coupon.code }} aria-label={`Sales of ${coupon.code}`}>
      {most === null ? count : `${count} of ${most.toLocaleString('en')}`}
    </Link>
  );
}

function Owner({ enrollmentId }: { readonly enrollmentId: string }) {
  const enrollment = useEnrollment(enrollmentId);
  const name = useAffiliateName(enrollment?.affiliateId);
  return enrollment === undefined ? (
    <>…</>
  ) : (
    <Link className="fl-name" title={name} to={`/affiliates/${enrollment.affiliateId}`}>
      {name ?? '…'}
    </Link>
  );
}

function InCampaign({ enrollmentId }: { readonly enrollmentId: string }) {
  const enrollment = useEnrollment(enrollmentId);
  const name = useCampaignNames().get(enrollment?.campaignId ?? '');
  return (
    <span className="fl-quiet fl-clip" title={name}>
      {name ?? '…'}
    </span>
  );
}

const activeWord = (active: boolean): string => (active ? 'Active' : 'Switched off');

const CouponStatus = ({ coupon: { active } }: { readonly coupon: Coupon }) => (
  <Status tone={active ? 'paid' : 'denied'}>{activeWord(active)}</Status>
);

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
  const { code, active, id, processor } = coupon;
  const path = `/v1/coupons/${id}`;
  const change = useEdit(
    { path, of: coupon, body: (seen) => ({ active: !seen.active }), onDone: onClose },
    '/v1/coupons',
  );
  const word = active ? 'Switch off' : 'Switch on';
  return (
    <Confirm
      title={`${word} ${code}?`}
      action={word}
      change={change}
      compare={(now) => [
        ['Code', now.code, code],
        ['Status', activeWord(now.active), activeWord(!active)],
      ]}
      onConfirm={() => change.save()}
      onClose={onClose}
    >
      <p>
        {active
          ? `From now on the code credits nothing new. What it credited stays. ${processor === null ? 'At your processor it goes on giving its discount until you end it there.' : 'It is ended at your processor too.'}`
          : 'From now on the code credits sales again.'}
      </p>
    </Confirm>
  );
}
