import { Select } from '@mantine/core';
import { useEnrollment } from '../../kit/names.ts';
import { discountWords } from './discount-words.ts';
import { useParentCoupons } from './parents.ts';

interface ParentSelectProps {
  /** Whose code it is: only discounts of their campaign fit. */
  readonly enrollmentId: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (parentCouponId: string) => void;
}

/** The discount a code gives; none: it is described elsewhere. */
export function ParentSelect({ enrollmentId, value, error, onChange }: ParentSelectProps) {
  const campaignId = useEnrollment(enrollmentId)?.campaignId;
  const fitting = [...useParentCoupons().values()].filter(
    (parent) => parent.campaignId === campaignId && !parent.archived,
  );
  if (fitting.length === 0) return null;
  return (
    <Select
      label="Gives"
      data-path="/parentCouponId"
      allowDeselect={false}
      error={error}
      data={[
        { value: '', label: 'A discount that is set up elsewhere' },
        ...fitting.map((parent) => ({ value: parent.id, label: `${parent.name} (${discountWords(parent)})` })),
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
