import type { Affiliate } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';

interface EditAffiliateProps {
  readonly affiliate: Affiliate;
  readonly onClose: () => void;
}

/** Name and address. Made on the version that was shown: who changed it meanwhile is not overwritten unseen. */
export function EditAffiliate({ affiliate: shown, onClose }: EditAffiliateProps) {
  const path = `/v1/affiliates/${shown.id}`;
  const [seen] = useState(shown);
  const [name, setName] = useState(seen.name);
  const [email, setEmail] = useState(seen.email);
  const change = useVersioned(
    async (version) => {
      await patch(path, { name: name.trim(), email: email.trim(), version });
      onClose();
    },
    () => get<Affiliate>(path),
    '/v1/affiliates',
  );
  const { now } = change;
  return (
    <FormDialog
      title={`Edit ${seen.name}`}
      action="Save"
      error={change.error}
      isPending={change.isPending}
      onSubmit={() => change.save(seen.version)}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        withAsterisk={false}
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
        withAsterisk={false}
        data-path="/email"
        error={saidOf(change.error, '/email')}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      {now !== null && (
        <StaleNote
          error={change.error}
          compare={[
            ['Name', now.name, name],
            ['E-mail', now.email, email],
          ]}
          onGoOn={change.keepMine}
        />
      )}
    </FormDialog>
  );
}
