import type { Affiliate } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useEdit } from '../../kit/use-edit.ts';

interface EditAffiliateProps {
  readonly affiliate: Affiliate;
  readonly onClose: () => void;
}

/** Name and address. Made on the version that was shown: who changed it meanwhile is not overwritten unseen. */
export function EditAffiliate({ affiliate, onClose }: EditAffiliateProps) {
  const [name, setName] = useState(affiliate.name);
  const [email, setEmail] = useState(affiliate.email);
  const change = useEdit(
    {
      path: `/v1/affiliates/${affiliate.id}`,
      of: affiliate,
      body: () => ({ name: name.trim(), email: email.trim() }),
      onDone: onClose,
    },
    '/v1/affiliates',
  );
  return (
    <FormDialog
      title={`Edit ${change.seen.name}`}
      action="Save"
      change={change}
      compare={(now) => [
        ['Name', now.name, name],
        ['E-mail', now.email, email],
      ]}
      onSubmit={change.save}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        maxLength={200}
        data-path="/name"
        error={saidOf(change.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="E-mail"
        type="email"
        required
        data-path="/email"
        error={saidOf(change.error, '/email')}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
    </FormDialog>
  );
}
