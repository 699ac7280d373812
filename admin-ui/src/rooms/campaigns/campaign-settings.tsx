import type { Campaign } from '@fairlead/core/api';
import { Stack, Switch, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Details } from '../../kit/details.tsx';
import { focusFirstWrong } from '../../kit/form-dialog.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { useMay } from '../../session/may.ts';

/** What may change without a new version of the terms. */
export function CampaignSettings({ campaign }: { readonly campaign: Campaign }) {
  const path = `/v1/campaigns/${campaign.id}`;
  const { may } = useMay('admin');
  const form = useRef<HTMLFormElement>(null);
  // The version the form was filled from: reading again in the background does not silently renew it.
  const [seen, setSeen] = useState(campaign);
  const [name, setName] = useState(campaign.name);
  const [destinationUrl, setDestination] = useState(campaign.destinationUrl);
  const [consentRequired, setConsent] = useState(campaign.consentRequired);
  const [recruitingLink, setRecruiting] = useState(campaign.recruitingLink);
  const save = useVersioned(
    async (version) => {
      const switches = { consentRequired, recruitingLink };
      const body = { name: name.trim(), destinationUrl: destinationUrl.trim(), ...switches, version };
      setSeen(await patch<Campaign>(path, body));
    },
    () => get<Campaign>(path),
    '/v1/campaigns',
  );
  const { now } = save;
  useEffect(() => focusFirstWrong(form.current, save.error), [save.error]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.save(seen.version);
  };
  return (
    <form ref={form} onSubmit={submit}>
      <Stack maw={560}>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={200}
          disabled={!may}
          data-path="/name"
          error={saidOf(save.error, '/name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          label="Links lead to"
          description="Where a link leads that names no address of its own."
          type="url"
          required
          withAsterisk={false}
          disabled={!may}
          data-path="/destinationUrl"
          error={saidOf(save.error, '/destinationUrl')}
          value={destinationUrl}
          onChange={({ currentTarget }) => setDestination(currentTarget.value)}
        />
        <Switch
          label="Ask for consent first"
          description="Visitors get no cookie, and are not recognised, unless the link says that they consented."
          disabled={!may}
          checked={consentRequired}
          onChange={({ currentTarget }) => setConsent(currentTarget.checked)}
        />
        <Switch
          label="Affiliates recruit others by a link"
          description="Each who is approved has a public page by which others apply under them. Who applies waits for your approval."
          disabled={!may}
          checked={recruitingLink}
          onChange={({ currentTarget }) => setRecruiting(currentTarget.checked)}
        />
        <Details
          label="Fixed"
          items={[
            ['Slug', <code className="fl-mono">{campaign.slug}</code>],
            ['Currency of clicks, leads and bonuses', campaign.currency],
          ]}
        />
        {save.error !== null && <ProblemNote error={save.error} />}
        {now !== null && (
          <StaleNote
            error={save.error}
            compare={[
              ['Name', now.name, name],
              ['Links lead to', now.destinationUrl, destinationUrl],
              [
                'Consent',
                now.consentRequired ? 'asked for' : 'not asked for',
                consentRequired ? 'asked for' : 'not asked for',
              ],
              ['Recruiting links', now.recruitingLink ? 'on' : 'off', recruitingLink ? 'on' : 'off'],
            ]}
            onGoOn={save.keepMine}
            onTakeTheirs={() => {
              setSeen(now);
              setName(now.name);
              setDestination(now.destinationUrl);
              setConsent(now.consentRequired);
              setRecruiting(now.recruitingLink);
              save.reset();
            }}
          />
        )}
        <div>
          <ActButton needs="admin" loading={save.isPending} onClick={() => form.current?.requestSubmit()}>
            Save
          </ActButton>
          {save.isSuccess && <small role="status"> Saved</small>}
        </div>
      </Stack>
    </form>
  );
}
