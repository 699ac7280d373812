import type { Organization } from '@fairlead/core/api';
import { NumberInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { EditForm } from '../../kit/edit-form.tsx';
import { CurrencySelect } from '../../kit/form/currency-field.tsx';
import { ZoneSelect } from '../../kit/form/zone-field.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { useMay } from '../../session/may.ts';
import { meQuery } from '../../session/me.ts';

const path = '/v1/organization';

/** Name, home currency, zone and grace days. Whoever changed them meanwhile is not overwritten unseen. */
export function OrganizationForm({ organization }: { readonly organization: Organization }) {
  const client = useQueryClient();
  const { may } = useMay('owner');
  const [seen, setSeen] = useState(organization);
  const [typed, setTyped] = useState(organization);
  const fill = (from: Organization): void => {
    setSeen(from);
    setTyped(from);
  };
  const type = (change: Partial<Organization>): void => setTyped((before) => ({ ...before, ...change }));
  const save = useVersioned(
    async (version) => {
      const { name, homeCurrency, timeZone, graceDays, inboxDays } = typed;
      const change = { name: name.trim(), homeCurrency, timeZone, graceDays, inboxDays, version };
      const made = await patch<Organization>(path, change);
      fill(made);
      // The name, currency and zone of every page come from here.
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      return made;
    },
    () => get<Organization>(path),
    '/v1/',
  );
  const errorAt = (at: string) => saidOf(save.error, at);
  return (
    <EditForm
      needs="owner"
      change={save}
      compare={(now) => [
        ['Name', now.name, typed.name.trim()],
        ['Home currency', now.homeCurrency, typed.homeCurrency],
        ['Time zone', now.timeZone, typed.timeZone],
        ['Grace days', String(now.graceDays), String(typed.graceDays)],
        ['Days deliveries are kept whole', String(now.inboxDays), String(typed.inboxDays)],
      ]}
      onFill={fill}
      onSubmit={() => save.save(seen.version)}
    >
      <TextInput
        label="Name"
        description="What affiliates and your team read."
        required
        maxLength={200}
        disabled={!may}
        data-path="/name"
        error={errorAt('/name')}
        value={typed.name}
        onChange={({ currentTarget }) => type({ name: currentTarget.value })}
      />
      <CurrencySelect
        label="Home currency"
        description="What is told in one currency is told in this one. Nothing that was earned changes."
        disabled={!may}
        error={errorAt('/homeCurrency')}
        value={typed.homeCurrency}
        onChange={(homeCurrency) => type({ homeCurrency })}
      />
      <ZoneSelect
        label="Time zone"
        description="Days, months and tax years begin in it."
        disabled={!may}
        error={errorAt('/timeZone')}
        value={typed.timeZone}
        onChange={(timeZone) => type({ timeZone })}
      />
      <NumberInput
        label="Grace days"
        description="Added to the hold before a commission is paid. For what is credited from now on."
        disabled={!may}
        min={0}
        max={365}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        data-path="/graceDays"
        error={errorAt('/graceDays')}
        value={typed.graceDays}
        onChange={(days) => type({ graceDays: Number(days) })}
      />
      <NumberInput
        label="Days deliveries are kept whole"
        description="After them the body of a delivery is dropped, with the personal data in it. Its facts stay; it cannot be replayed."
        disabled={!may}
        min={1}
        max={3650}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        data-path="/inboxDays"
        error={errorAt('/inboxDays')}
        value={typed.inboxDays}
        onChange={(days) => type({ inboxDays: Number(days) })}
      />
    </EditForm>
  );
}
