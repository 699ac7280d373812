import type { Affiliate } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { isCode } from '../../api/problem.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';

interface EditAffiliateProps {
  readonly affiliate: Affiliate;
  readonly onClose: () => void;
}

/** Name and address. Made on the version that was shown: who changed it meanwhile is not overwritten unseen. */
export function EditAffiliate({ affiliate: shown, onClose }: EditAffiliateProps) {
  const path = `/v1/affiliates/${shown.id}`;
  const [seen] = useState(shown);
  const [now, setNow] = useState<Affiliate | null>(null);
  const [name, setName] = useState(seen.name);
  const [email, setEmail] = useState(seen.email);
  const save = useChange(
    async (version: number) => {
      try {
        await patch(path, { name: name.trim(), email: email.trim(), version });
        onClose();
      } catch (error) {
        if (isCode(error, 'stale_version')) setNow(await get<Affiliate>(path));
        throw error;
      }
    },
    '/v1/affiliates',
    '/v1/audit',
  );
  return (
    <FormDialog
      title={`Edit ${seen.name}`}
      action="Save"
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate(seen.version)}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        withAsterisk={false}
        maxLength={200}
        data-path="/name"
        error={saidOf(save.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="E-mail"
        type="email"
        required
        withAsterisk={false}
        data-path="/email"
        error={saidOf(save.error, '/email')}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      {now !== null && (
        <StaleNote
          error={save.error}
          compare={[
            ['Name', now.name, name],
            ['E-mail', now.email, email],
          ]}
          onGoOn={() => save.mutate(now.version)}
        />
      )}
    </FormDialog>
  );
}
