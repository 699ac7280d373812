import type { Campaign } from '@fairlead/core/api';
import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { Details } from '../../kit/details.tsx';
import { EditForm } from '../../kit/edit-form.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { useMay } from '../../session/may.ts';

/** What may change without a new version of the terms. */
export function CampaignSettings({ campaign }: { readonly campaign: Campaign }) {
  const path = `/v1/campaigns/${campaign.id}`;
  const { may } = useMay('admin');
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
  const fill = (from: Campaign): void => {
    setSeen(from);
    setName(from.name);
    setDestination(from.destinationUrl);
    setConsent(from.consentRequired);
    setRecruiting(from.recruitingLink);
  };
  const asks = (consent: boolean): string => (consent ? 'asked for' : 'not asked for');
  const onOff = (on: boolean): string => (on ? 'on' : 'off');
  return (
    <EditForm
      needs="admin"
      change={save}
      compare={(now) => [
        ['Name', now.name, name],
        ['Links lead to', now.destinationUrl, destinationUrl],
        ['Consent', asks(now.consentRequired), asks(consentRequired)],
        ['Recruiting links', onOff(now.recruitingLink), onOff(recruitingLink)],
      ]}
      onFill={fill}
      onSubmit={() => save.save(seen.version)}
    >
      <TextInput
        label="Name"
        required
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
    </EditForm>
  );
}
