import type { Affiliate, Enrollment } from '@fairlead/core/api';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { EnrollFields, enrollmentBody, nothingChosen } from './enroll-fields.tsx';

interface EnrollProps {
  readonly affiliate: Affiliate;
  readonly enrollments: readonly Enrollment[];
  readonly onClose: () => void;
}

/** Into one more campaign. */
export function Enroll({ affiliate, enrollments, onClose }: EnrollProps) {
  const [value, setValue] = useState(nothingChosen);
  const enroll = useChange(
    async () => {
      await post('/v1/enrollments', enrollmentBody(affiliate.id, value));
      onClose();
    },
    '/v1/enrollments',
    '/v1/affiliates',
    '/v1/links',
  );
  return (
    <FormDialog
      title={`Enroll ${affiliate.name}`}
      action="Enroll"
      change={enroll}
      onSubmit={() => enroll.mutate()}
      onClose={onClose}
    >
      <EnrollFields
        value={value}
        onChange={setValue}
        error={enroll.error}
        without={enrollments.map(({ campaignId }) => campaignId)}
      />
    </FormDialog>
  );
}
