import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { ParentSelect } from './parent-select.tsx';

interface MintCouponProps {
  /** Only of this affiliate. */
  readonly affiliateId?: string;
  readonly onClose: () => void;
}

/** A code for somebody. Its redemption credits the sale, with or without a click. */
export function MintCoupon({ affiliateId, onClose }: MintCouponProps) {
  const [code, setCode] = useState('');
  const [enrollmentId, setEnrollment] = useState('');
  const [parentCouponId, setParent] = useState('');
  const mint = useChange(
    async () => {
      const parent = parentCouponId === '' ? {} : { parentCouponId };
      await post('/v1/coupons', { code: code.trim(), enrollmentId, ...parent });
      onClose();
    },
    '/v1/coupons',
    '/v1/parent-coupons',
    '/v1/audit',
  );
  return (
    <FormDialog
      title="Mint a coupon"
      action="Mint coupon"
      change={mint}
      onSubmit={() => mint.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Code"
        description="As buyers type it. Case does not matter. Unless Fairlead makes it there, it must exist at your processor or shop too."
        data-autofocus
        required
        maxLength={100}
        data-path="/code"
        error={saidOf(mint.error, '/code')}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value.toUpperCase())}
      />
      <EnrollmentSelect
        label="Credits"
        value={enrollmentId}
        affiliateId={affiliateId}
        error={saidOf(mint.error, '/enrollmentId')}
        onChange={(chosen) => {
          setEnrollment(chosen);
          setParent('');
        }}
      />
      {enrollmentId !== '' && (
        <ParentSelect
          enrollmentId={enrollmentId}
          value={parentCouponId}
          error={saidOf(mint.error, '/parentCouponId')}
          onChange={setParent}
        />
      )}
    </FormDialog>
  );
}
