import type { Enrollment } from '@fairlead/core/api';
import { Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { saidOf } from '../../api/said-of.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useAffiliateName, useEnrollment } from '../../kit/names.ts';
import { useEdit } from '../../kit/use-edit.ts';
import { standingWord } from './standing.tsx';

interface RecruiterProps {
  readonly enrollment: Enrollment;
  /** The affiliate's name. */
  readonly who: string;
}

/** Who earns by what they earn here, where the campaign pays for recruiting (C8), and another one from now on. */
export function Recruiter({ enrollment, who }: RecruiterProps) {
  const [isChanging, setChanging] = useState(false);
  if (enrollment.status === 'rejected' || enrollment.status === 'removed') return null;
  return (
    <div className="fl-quiet fl-shared">
      {enrollment.recruiterId === null ? (
        <span>Recruited by nobody</span>
      ) : (
        <span>
          Recruited by <Named id={enrollment.recruiterId} />
        </span>
      )}
      <ActButton
        needs="manager"
        variant="subtle"
        size="compact-xs"
        aria-label={`Change who recruited ${who}`}
        onClick={() => setChanging(true)}
      >
        Change
      </ActButton>
      {isChanging && <ChangeRecruiter enrollment={enrollment} who={who} onClose={() => setChanging(false)} />}
    </div>
  );
}

function Named({ id }: { readonly id: string }) {
  const recruiter = useEnrollment(id);
  const name = useAffiliateName(recruiter?.affiliateId);
  if (recruiter === undefined) return <>…</>;
  return <Link to={`/affiliates/${recruiter.affiliateId}`}>{name ?? recruiter.slug}</Link>;
}

/** Holds for what is credited from now on: what was earned stays with whom it was. */
function ChangeRecruiter({ enrollment, who, onClose }: RecruiterProps & { readonly onClose: () => void }) {
  const [recruiterId, setRecruiter] = useState('');
  const [reason, setReason] = useState('');
  const change = useEdit(
    {
      path: `/v1/enrollments/${enrollment.id}`,
      of: enrollment,
      body: () => ({
        recruiterId: recruiterId === '' ? null : recruiterId,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      }),
      onDone: onClose,
    },
    '/v1/enrollments',
    '/v1/affiliates',
  );
  return (
    <FormDialog
      title={`Who recruited ${who}`}
      action={recruiterId === '' && enrollment.recruiterId !== null ? 'Nobody, from now on' : 'Change, from now on'}
      change={change}
      compare={(now) => [['Status', standingWord(now.status), standingWord(change.seen.status)]]}
      onSubmit={change.save}
      onClose={onClose}
    >
      <EnrollmentSelect
        label="Recruited by"
        description="Somebody of this campaign; left empty: nobody. What was credited before stays as it is."
        isOptional
        campaignId={enrollment.campaignId}
        path="/recruiterId"
        error={saidOf(change.error, '/recruiterId')}
        value={recruiterId}
        onChange={setRecruiter}
      />
      <Textarea
        label="Reason"
        description="Kept with the change, beside your name. May be left empty."
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
