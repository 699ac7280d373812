import type { Affiliate } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { type Enrolling, EnrollFields, enrollmentBody, nothingChosen } from './enroll-fields.tsx';

/** A person or company, enrolled at once where a campaign is chosen. */
export function AddAffiliate({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [enrolling, setEnrolling] = useState<Enrolling>(nothingChosen);
  // Who was added already when the enrollment was refused: trying again only enrolls them.
  const [made, setMade] = useState<Affiliate | null>(null);
  const add = useChange(
    async () => {
      const affiliate = made ?? (await post<Affiliate>('/v1/affiliates', { name: name.trim(), email: email.trim() }));
      setMade(affiliate);
      if (enrolling.campaignId !== '') await post('/v1/enrollments', enrollmentBody(affiliate.id, enrolling));
      await navigate({ to: `/affiliates/${affiliate.id}` });
    },
    '/v1/affiliates',
    '/v1/enrollments',
  );
  return (
    <FormDialog
      title="Add an affiliate"
      action={made === null ? 'Add affiliate' : 'Enroll'}
      change={add}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        data-autofocus
        required
        maxLength={200}
        data-path="/name"
        disabled={made !== null}
        error={saidOf(add.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="E-mail"
        type="email"
        required
        data-path="/email"
        disabled={made !== null}
        error={saidOf(add.error, '/email')}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <EnrollFields value={enrolling} onChange={setEnrolling} error={add.error} isOptional />
    </FormDialog>
  );
}
