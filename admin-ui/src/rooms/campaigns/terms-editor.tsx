import type { Campaign, CampaignTerms, CampaignTermsVersion } from '@fairlead/core/api';
import { Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { focusFirstWrong } from '../../kit/form-dialog.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
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
  const form = useRef<HTMLFormElement>(null);
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
  const { now } = add;
  useEffect(() => focusFirstWrong(form.current, add.error), [add.error]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    add.save(seen);
  };
  const next = Math.max(seen, newest?.number ?? 0) + 1;
  return (
    <div className="fl-terms">
      <form ref={form} onSubmit={submit}>
        <Stack>
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
          {add.error !== null && <ProblemNote error={add.error} />}
          {now !== null && (
            <StaleNote
              error={add.error}
              onGoOn={add.keepMine}
              onTakeTheirs={() => {
                fillFrom(now);
                add.reset();
              }}
            >
              <p>Version {now.number}, kept meanwhile, reads:</p>
              <TermsInWords terms={now.terms} />
            </StaleNote>
          )}
          <div className="fl-shared">
            <ActButton needs="admin" loading={add.isPending} onClick={() => form.current?.requestSubmit()}>
              Save as version {next}
            </ActButton>
            <ActButton needs="manager" variant="default" onClick={() => setTrying(true)}>
              Try on history
            </ActButton>
            {add.data !== undefined && <small role="status"> Version {add.data.number} is kept</small>}
          </div>
        </Stack>
      </form>
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
