import type { Link } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useEdit } from '../../kit/use-edit.ts';

interface EditLinkProps {
  readonly link: Link;
  readonly onClose: () => void;
}

/** Where a link leads, what it is called here, and its slug; the slug it had goes on leading here (F10). */
export function EditLink({ link, onClose }: EditLinkProps) {
  const [slug, setSlug] = useState(link.slug);
  const [name, setName] = useState(link.name ?? '');
  const [destinationUrl, setDestination] = useState(link.destinationUrl ?? '');
  const change = useEdit(
    {
      path: `/v1/links/${link.id}`,
      of: link,
      body: (seen) => ({
        name: name.trim() || null,
        destinationUrl: destinationUrl.trim() || null,
        ...(slug.trim() !== seen.slug && { slug: slug.trim() }),
      }),
      onDone: onClose,
    },
    '/v1/links',
    '/v1/enrollments',
  );
  const { seen } = change;
  const isRenamed = slug.trim() !== seen.slug;
  return (
    <FormDialog
      title={`Edit link ${seen.slug}`}
      action="Save"
      change={change}
      compare={(now) => [
        ['Slug', now.slug, slug.trim()],
        ['Name', now.name ?? '', name.trim()],
        ['Leads to', now.destinationUrl ?? '', destinationUrl.trim()],
      ]}
      onSubmit={change.save}
      onClose={onClose}
    >
      <TextInput
        label="Slug"
        description={
          isRenamed
            ? `${seen.slug} goes on leading here, and is never given to anybody else.`
            : 'What stands behind /r/ in the address.'
        }
        required
        data-path="/slug"
        error={saidOf(change.error, '/slug')}
        value={slug}
        onChange={({ currentTarget }) => setSlug(currentTarget.value)}
      />
      <TextInput
        label="Name"
        description="For you; may stay empty."
        maxLength={200}
        data-path="/name"
        error={saidOf(change.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Leads to"
        description="Left empty: where the campaign leads."
        placeholder="https://"
        data-path="/destinationUrl"
        error={saidOf(change.error, '/destinationUrl')}
        value={destinationUrl}
        onChange={({ currentTarget }) => setDestination(currentTarget.value)}
      />
    </FormDialog>
  );
}
