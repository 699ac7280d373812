import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { AuditOf } from '../../kit/audit-of.tsx';
import type { OfAffiliate } from './of-affiliate.ts';

/** What was changed of the person, or of their place in a campaign. */
export function AffiliateHistory({ affiliate, enrollments, campaigns }: OfAffiliate) {
  const [id, setId] = useState(affiliate.id);
  const places = enrollments.map((one) => ({
    value: one.id,
    label: `In ${campaigns.get(one.campaignId) ?? one.slug}`,
  }));
  return (
    <>
      {places.length > 0 && (
        <SegmentedControl
          size="xs"
          mb="sm"
          aria-label="History of"
          data={[{ value: affiliate.id, label: 'Person' }, ...places]}
          value={id}
          onChange={setId}
        />
      )}
      <AuditOf entityId={id} what={id === affiliate.id ? affiliate.name : `${affiliate.name}'s place`} />
    </>
  );
}
