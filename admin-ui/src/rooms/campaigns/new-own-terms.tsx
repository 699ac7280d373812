import type { PartialCommissionTerms } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { momentOf } from './moment-of.ts';
import { TermsFields } from './terms-fields.tsx';

interface NewOwnTermsProps {
  /** Where versions are added: of an enrollment, or a group. */
  readonly path: string;
  readonly present: PartialCommissionTerms;
  readonly onClose: () => void;
}

/** What differs from the campaign, from a date. Whatever is left empty comes from the campaign (C1). */
export function NewOwnTerms({ path, present, onClose }: NewOwnTermsProps) {
  const [terms, setTerms] = useState<unknown>(present);
  const [from, setFrom] = useState('');
  const add = useChange(
    async () => {
      await post(path, { terms, ...momentOf(from) });
      onClose();
    },
    path,
    '/v1/audit',
  );
  const errorAt = (at: string) => saidOf(add.error, at);
  return (
    <FormDialog
      title="Terms of their own"
      action="Save as a new version"
      size="lg"
      error={add.error}
      isPending={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <p className="fl-quiet">What is left empty comes from their group or the campaign.</p>
      <TermsFields value={terms} onChange={setTerms} errorAt={errorAt} disabled={false} isPartial />
      <TextInput
        type="datetime-local"
        label="Holds from"
        description="In your own time zone. Left empty: from now on."
        data-path="/validFrom"
        error={errorAt('/validFrom')}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
    </FormDialog>
  );
}
