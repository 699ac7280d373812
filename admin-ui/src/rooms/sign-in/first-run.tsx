import type { Joined, OwnerLinkSeen } from '@fairlead/core/api';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { placeOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { CurrencySelect } from '../../kit/form/currency-field.tsx';
import { ZoneSelect } from '../../kit/form/zone-field.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useEnter } from '../../session/use-enter.ts';
import { LookedAt } from './looked-at.tsx';
import { OpenPage } from './open-page.tsx';

/** Behind the link a new installation prints: its first owner says who they are and what the brand is called. */
const FirstRunPage = () => (
  <LookedAt<OwnerLinkSeen>
    path="/auth/first-run/look"
    title="Your Fairlead"
    mend="At the terminal, fairlead owner-link prints a new one."
  >
    {(seen, token) => <FirstRun seen={seen} token={token} />}
  </LookedAt>
);
export default FirstRunPage;

/** Where the installation has no zone of its own yet, that of the browser is likelier right. */
const likelyZone = (seen: OwnerLinkSeen): string =>
  seen.organization === undefined ? Intl.DateTimeFormat().resolvedOptions().timeZone : seen.timeZone;

function FirstRun({ seen, token }: { readonly seen: OwnerLinkSeen; readonly token: string }) {
  const [person, setPerson] = useState({ name: '', email: '', password: '' });
  const [organization, setOrganization] = useState({
    name: seen.organization ?? '',
    homeCurrency: seen.homeCurrency,
    timeZone: likelyZone(seen),
  });
  const enter = useEnter();
  const begin = useChange(async () => {
    const body = { token, ...person, ...(seen.settled ? {} : { organization }) };
    await enter(await post<Joined>('/auth/first-run', body), seen.settled ? '/' : '/start');
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    begin.mutate();
  };
  const own = (member: keyof typeof person) => ({
    required: true,
    value: person[member],
    error: placeOf(begin.error, `/${member}`),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setPerson((before) => ({ ...before, [member]: value }));
    },
  });
  const brand = (change: Partial<typeof organization>): void => setOrganization((before) => ({ ...before, ...change }));
  return (
    <OpenPage title={seen.settled ? `Own ${seen.organization ?? 'this organization'}` : 'Welcome to your Fairlead'}>
      <p>This link makes you the owner. It is good for one person.</p>
      {begin.error !== null && <ProblemNote error={begin.error} />}
      <form onSubmit={submit}>
        <TextInput label="Your name" autoComplete="name" {...own('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...own('email')} />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          minLength={10}
          {...own('password')}
        />
        {!seen.settled && (
          <>
            <TextInput
              label="Your brand"
              description="What affiliates and your team read."
              autoComplete="organization"
              required
              value={organization.name}
              error={placeOf(begin.error, '/organization/name')}
              onChange={({ currentTarget }) => brand({ name: currentTarget.value })}
            />
            <CurrencySelect
              label="Home currency"
              description="Sums in other currencies are also told in it."
              value={organization.homeCurrency}
              error={placeOf(begin.error, '/organization/homeCurrency')}
              onChange={(homeCurrency) => brand({ homeCurrency })}
            />
            <ZoneSelect
              label="Time zone"
              description="Days and months begin in it."
              value={organization.timeZone}
              error={placeOf(begin.error, '/organization/timeZone')}
              onChange={(timeZone) => brand({ timeZone })}
            />
          </>
        )}
        <Button type="submit" fullWidth loading={begin.isPending}>
          Begin
        </Button>
      </form>
    </OpenPage>
  );
}
