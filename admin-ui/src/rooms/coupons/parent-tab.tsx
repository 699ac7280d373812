import type { ParentCouponPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconPlus, IconTicket } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Paging } from '../../kit/paging.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { NewParent } from './new-parent.tsx';
import { ParentList } from './parent-list.tsx';

/** The discounts that codes inherit. */
export function ParentTab() {
  const [{ cursor }] = useAddress();
  const [isCreating, setCreating] = useState(false);
  const parents = useApi<ParentCouponPage>('/v1/parent-coupons', { cursor });
  const create = (
    <ActButton needs="admin" variant="default" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      Create parent coupon
    </ActButton>
  );
  return (
    <>
      <Loaded query={parents} rows={4}>
        {({ data, nextCursor, total }) =>
          data.length === 0 ? (
            <Empty icon={IconTicket} title="One discount for all their codes" action={create}>
              A parent coupon says what a code gives: so much off, for how long, until when. The codes of your
              affiliates inherit it, and are made at your processor by Fairlead.
            </Empty>
          ) : (
            <>
              <div className="fl-panel-head">{create}</div>
              <ParentList parents={data} />
              <Paging shown={data.length} nextCursor={nextCursor} total={total} />
            </>
          )
        }
      </Loaded>
      {isCreating && <NewParent onClose={() => setCreating(false)} />}
    </>
  );
}
