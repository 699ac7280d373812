import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { safeBack } from '../../session/sign-in-again.ts';
import { type Entered, useEnter } from '../../session/use-enter.ts';
import { OpenPage } from './open-page.tsx';

/** E-mail and password, or a link by e-mail; then back to where one was. */
export default function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { back }: { readonly back?: string } = useSearch({ strict: false });
  const enter = useEnter();
  const signIn = useChange(async () => {
    await enter(await post<Entered>('/auth/sign-in/email', { email, password }), safeBack(back));
  });
  const sendLink = useChange(() => post('/auth/sign-in/magic-link', { email, callbackURL: safeBack(back) }));

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  if (sendLink.isSuccess) {
    return (
      <OpenPage title="Look into your mail">
        <p>
          If <b>{email}</b> belongs to somebody here, a link to sign in is on its way. It works once, for a few minutes.
        </p>
        <Anchor component="button" type="button" onClick={() => sendLink.reset()}>
          Use another address
        </Anchor>
      </OpenPage>
    );
  }
  return (
    <OpenPage title="Sign in">
      {(signIn.error ?? sendLink.error) !== null && <ProblemNote error={signIn.error ?? sendLink.error} />}
      <form onSubmit={submit}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <Button type="submit" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        <Button
          variant="default"
          fullWidth
          disabled={!email.includes('@')}
          loading={sendLink.isPending}
          onClick={() => sendLink.mutate()}
        >
          E-mail me a link instead
        </Button>
      </form>
    </OpenPage>
  );
}
