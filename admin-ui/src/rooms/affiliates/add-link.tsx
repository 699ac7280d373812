import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';

interface AddLinkProps {
  readonly enrollmentId: string;
  readonly onClose: () => void;
}

/** A further link, for one page or one place it is shared at. */
export function AddLink({ enrollmentId, onClose }: AddLinkProps) {
  const [slug, setSlug] = useState('');
  const [name, setName] = useState('');
  const [destinationUrl, setDestination] = useState('');
  const add = useChange(async () => {
    const set = Object.entries({ name: name.trim(), destinationUrl: destinationUrl.trim() }).filter(
      ([, text]) => text !== '',
    );
    await post('/v1/links', { enrollmentId, slug: slug.trim(), ...Object.fromEntries(set) });
    onClose();
  }, '/v1/links');
  return (
    <FormDialog title="Add a link" action="Add link" change={add} onSubmit={() => add.mutate()} onClose={onClose}>
      <TextInput
        label="Slug"
        description="What stands behind /r/ in the address."
        data-autofocus
        required
        data-path="/slug"
        error={saidOf(add.error, '/slug')}
        value={slug}
        onChange={({ currentTarget }) => setSlug(currentTarget.value)}
      />
      <TextInput
        label="Name"
        description="For you; may stay empty."
        data-path="/name"
        error={saidOf(add.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Leads to"
        description="Left empty: where the campaign leads."
        placeholder="https://"
        data-path="/destinationUrl"
        error={saidOf(add.error, '/destinationUrl')}
        value={destinationUrl}
        onChange={({ currentTarget }) => setDestination(currentTarget.value)}
      />
    </FormDialog>
  );
}
