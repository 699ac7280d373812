import type { PartialTermsVersion } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { momentOf } from './moment-of.ts';
import { newestTerms } from './newest-terms.ts';
import { TermsFields } from './terms-fields.tsx';
import { CommissionInWords } from './terms-words.tsx';

interface NewOwnTermsProps {
  /** Where versions are added: of an enrollment, or a group. */
  readonly path: string;
  /** The newest version as it was shown; undefined: there is none. */
  readonly newest: PartialTermsVersion | undefined;
  readonly onClose: () => void;
}

/** What differs from the campaign, from a date. Whatever is left empty comes from the campaign (C1). */
export function NewOwnTerms({ path, newest, onClose }: NewOwnTermsProps) {
  const [terms, setTerms] = useState<unknown>(newest?.terms ?? {});
  // What the form was filled from, whatever is read in the background.
  const [seen] = useState(newest?.number ?? 0);
  const [from, setFrom] = useState('');
  const add = useVersioned(
    async (after) => {
      await post(path, { terms, ...momentOf(from), after });
      onClose();
    },
    () => newestTerms<PartialTermsVersion>(path),
    path,
  );
  const errorAt = (at: string) => saidOf(add.error, at);
  return (
    <FormDialog
      title="Terms of their own"
      action="Save as a new version"
      size="lg"
      change={add}
      theirs={(now) => (
        <>
          <p>Version {now.number}, kept meanwhile, reads:</p>
          <CommissionInWords terms={now.terms} />
        </>
      )}
      onSubmit={() => add.save(seen)}
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
