import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { IconPlus } from '../../kit/icons.ts';
import { Page } from '../../kit/page.tsx';
import { AddressTabs } from '../../kit/tabs.tsx';
import { CodesTab } from './codes-tab.tsx';
import { MintCoupon } from './mint-coupon.tsx';
import { ParentTab } from './parent-tab.tsx';

/** Codes that credit their sale, with or without a click, and the discounts they give. */
export default function Coupons() {
  const [isMinting, setMinting] = useState(false);
  const mint = (
    <ActButton needs="manager" leftSection={<IconPlus size={15} />} onClick={() => setMinting(true)}>
      Mint coupon
    </ActButton>
  );
  return (
    <Page title="Coupons" actions={mint}>
      <AddressTabs
        label="Coupons"
        tabs={[
          { name: 'codes', word: 'Codes', draw: () => <CodesTab mint={mint} /> },
          { name: 'parents', word: 'Parent coupons', draw: () => <ParentTab /> },
        ]}
      />
      {isMinting && <MintCoupon onClose={() => setMinting(false)} />}
    </Page>
  );
}
