import type { EnrollmentPage, Group, PartialTermsPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { NewOwnTerms } from './new-own-terms.tsx';
import { TermsVersions } from './terms-versions.tsx';
import { CommissionInWords } from './terms-words.tsx';

interface GroupPanelProps {
  readonly group: Group;
  readonly onRename: () => void;
}

/** One group: how many are in it, and what they share. */
export function GroupPanel({ group, onRename }: GroupPanelProps) {
  const [isAdding, setAdding] = useState(false);
  const path = `/v1/groups/${group.id}/terms`;
  const versions = useApi<PartialTermsPage>(path, { take: 50 });
  const members = useApi<EnrollmentPage>('/v1/enrollments', { groupId: group.id, take: 1 });
  const total = members.data?.total;
  return (
    <section className="fl-panel" aria-labelledby={`group-${group.id}`}>
      <div className="fl-panel-head">
        <h2 id={`group-${group.id}`}>{group.name}</h2>
        <span className="fl-quiet">{total === 1 ? '1 affiliate' : `${total ?? '…'} affiliates`}</span>
        <div className="fl-panel-acts">
          <ActButton needs="admin" variant="default" size="xs" aria-label={`Rename ${group.name}`} onClick={onRename}>
            Rename
          </ActButton>
          <ActButton
            needs="admin"
            variant="default"
            size="xs"
            disabled={versions.data === undefined}
            aria-label={`Set terms of ${group.name}`}
            onClick={() => setAdding(true)}
          >
            Set terms
          </ActButton>
        </div>
      </div>
      <Loaded query={versions} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="fl-quiet">Nothing of its own: the terms of the campaign hold.</p>
          ) : (
            <TermsVersions versions={data.map((one) => ({ ...one, words: <CommissionInWords terms={one.terms} /> }))} />
          )
        }
      </Loaded>
      {isAdding && <NewOwnTerms path={path} newest={versions.data?.data[0]} onClose={() => setAdding(false)} />}
    </section>
  );
}
