import type { InvitationSeen, Joined } from '@fairlead/core/api';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { placeOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useEnter } from '../../session/use-enter.ts';
import { LookedAt } from './looked-at.tsx';
import { OpenPage } from './open-page.tsx';

/** An invitation to an organization: somebody new says who they are, somebody known proves it. */
const InvitationPage = () => (
  <LookedAt<InvitationSeen>
    path="/auth/invitation/look"
    title="Your invitation"
    mend="Whoever invited you can send a new one."
  >
    {(seen, token) => <Accept seen={seen} token={token} />}
  </LookedAt>
);
export default InvitationPage;

function Accept({ seen, token }: { readonly seen: InvitationSeen; readonly token: string }) {
  const { organization, email, role, account } = seen;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter();
  const accept = useChange(async () => {
    const body = { token, ...(account ? {} : { name }), ...(password === '' ? {} : { password }) };
    await enter(await post<Joined>('/auth/invitation/accept', body), '/');
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <OpenPage title={`Join ${organization}`}>
      <p>
        You are invited as <b>{role}</b>, with the address <b>{email}</b>.
      </p>
      {accept.error !== null && <ProblemNote error={accept.error} />}
      <form onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {!account && (
          <TextInput
            label="Your name"
            autoComplete="name"
            required
            value={name}
            error={placeOf(accept.error, '/name')}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
        <PasswordInput
          label={account ? 'Your password' : 'A password'}
          description={account ? 'Leave it out where you are signed in already.' : 'At least 10 characters.'}
          autoComplete={account ? 'current-password' : 'new-password'}
          required={!account}
          {...(account ? {} : { minLength: 10 })}
          value={password}
          error={placeOf(accept.error, '/password')}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" fullWidth loading={accept.isPending}>
          Join
        </Button>
      </form>
    </OpenPage>
  );
}
