import type { Campaign, CampaignTerms, CampaignTermsVersion } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { AskedForm } from '../../kit/asked-form.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { useMay } from '../../session/may.ts';
import { TryOnHistory } from '../backtests/try-on-history.tsx';
import { TermsFields } from './terms-fields.tsx';
import { TermsInWords } from './terms-words.tsx';
import { momentOf } from './moment-of.ts';
import { newestTerms } from './newest-terms.ts';

export interface TermsEditorProps {
  readonly campaign: Campaign;
  readonly versions: readonly CampaignTermsVersion[];
  readonly path: string;
  /** What the form begins with; left out: the newest version. */
  readonly draft?: CampaignTerms | undefined;
}

/** The newest version as a form. Saving it adds a version that holds from a date; those before are never changed. */
export function TermsEditor({ campaign, versions, path, draft }: TermsEditorProps) {
  const [newest] = versions;
  // Who may not save may still try.
  const { may } = useMay('manager');
  const [terms, setTerms] = useState<unknown>(draft ?? newest?.terms ?? {});
  // What the form was filled from, whatever is read in the background.
  const [seen, setSeen] = useState(newest?.number ?? 0);
  const [isTrying, setTrying] = useState(false);
  const [from, setFrom] = useState('');
  const fillFrom = (version: CampaignTermsVersion): void => {
    setTerms(version.terms);
    setSeen(version.number);
    setFrom('');
  };
  const add = useVersioned(
    async (after) => {
      const made = await post<CampaignTermsVersion>(path, { terms, ...momentOf(from), after });
      fillFrom(made);
      return made;
    },
    () => newestTerms<CampaignTermsVersion>(path),
    '/v1/campaigns',
  );
  const next = Math.max(seen, newest?.number ?? 0) + 1;
  return (
    <div className="fl-terms">
      <AskedForm
        change={add}
        theirs={(now) => (
          <>
            <p>Version {now.number}, kept meanwhile, reads:</p>
            <TermsInWords terms={now.terms} />
          </>
        )}
        onTakeTheirs={(now) => {
          fillFrom(now);
          add.reset();
        }}
        onSubmit={() => add.save(seen)}
        acts={
          <div className="fl-shared">
            <ActButton needs="admin" type="submit" loading={add.isPending}>
              Save as version {next}
            </ActButton>
            <ActButton needs="manager" variant="default" onClick={() => setTrying(true)}>
              Try on history
            </ActButton>
            {add.data !== undefined && <small role="status"> Version {add.data.number} is kept</small>}
          </div>
        }
      >
        <TermsFields value={terms} onChange={setTerms} errorAt={(at) => saidOf(add.error, at)} disabled={!may} />
        <TextInput
          type="datetime-local"
          label="Holds from"
          description="In your own time zone. Left empty: from now on. What was earned before does not change."
          data-path="/validFrom"
          disabled={!may}
          error={saidOf(add.error, '/validFrom')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
      </AskedForm>
      {isTrying && <TryOnHistory campaignId={campaign.id} terms={terms} onClose={() => setTrying(false)} />}
      <aside aria-labelledby="reads-as">
        <h2 id="reads-as">Reads as</h2>
        {isWhole(terms) ? (
          <TermsInWords terms={terms} />
        ) : (
          <p className="fl-quiet">Once it is whole, {campaign.name} is read back here.</p>
        )}
      </aside>
    </div>
  );
}

const isWhole = (terms: unknown): terms is CampaignTerms => {
  const { attribution, commission } = (terms ?? {}) as Partial<CampaignTerms>;
  return Array.isArray(attribution?.order) && commission?.models !== undefined;
};
