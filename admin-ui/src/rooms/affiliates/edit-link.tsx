import type { Link } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';

interface EditLinkProps {
  readonly link: Link;
  readonly onClose: () => void;
}

/** Where a link leads, what it is called here, and its slug; the slug it had goes on leading here (F10). */
export function EditLink({ link: shown, onClose }: EditLinkProps) {
  const [link] = useState(shown);
  const [slug, setSlug] = useState(link.slug);
  const [name, setName] = useState(link.name ?? '');
  const [destinationUrl, setDestination] = useState(link.destinationUrl ?? '');
  const path = `/v1/links/${link.id}`;
  const change = useVersioned(
    async (version) => {
      const set = { name: name.trim() || null, destinationUrl: destinationUrl.trim() || null };
      await patch(path, { ...set, ...(slug.trim() === link.slug ? {} : { slug: slug.trim() }), version });
      onClose();
    },
    () => get<Link>(path),
    '/v1/links',
    '/v1/enrollments',
  );
  const { now } = change;
  return (
    <FormDialog
      title={`Edit link ${link.slug}`}
      action="Save"
      error={change.error}
      isPending={change.isPending}
      onSubmit={() => change.save(link.version)}
      onClose={onClose}
    >
      <TextInput
        label="Slug"
        description={
          slug.trim() === link.slug
            ? 'What stands behind /r/ in the address.'
            : `${link.slug} goes on leading here, and is never given to anybody else.`
        }
        required
        withAsterisk={false}
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
      {now !== null && (
        <StaleNote
          error={change.error}
          compare={[
            ['Slug', now.slug, slug.trim()],
            ['Name', now.name ?? '', name.trim()],
            ['Leads to', now.destinationUrl ?? '', destinationUrl.trim()],
          ]}
          onGoOn={change.keepMine}
          onTakeTheirs={onClose}
        />
      )}
    </FormDialog>
  );
}
