import { Button, PasswordInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { isCode } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { safeBack } from '../../session/sign-in-again.ts';
import { type Entered, useEnter } from '../../session/use-enter.ts';
import { OpenPage } from './open-page.tsx';

/** Only the button uses the link up, so that programs which open every link of a mail burn none. */
export default function MagicLink() {
  const { token = '', callbackURL }: { readonly token?: string; readonly callbackURL?: string } = useSearch({
    strict: false,
  });
  const [newPassword, setNewPassword] = useState('');
  const [forgot, setForgot] = useState(false);
  const enter = useEnter();
  const redeem = useChange(async () => {
    const body = { token, ...(forgot && newPassword !== '' ? { newPassword } : {}) };
    await enter(await post<Entered>('/auth/magic-link/redeem', body), safeBack(callbackURL));
  });
  if (token === '' || isCode(redeem.error, 'link_used')) {
    return (
      <OpenPage title="This link works no longer">
        <p>It was used, is older than a quarter of an hour, or was cut off in copying. A new one is a press away.</p>
        <Link to="/sign-in">Have a new link sent</Link>
      </OpenPage>
    );
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    redeem.mutate();
  };
  return (
    <OpenPage title="Sign in with this link">
      {redeem.error !== null && <ProblemNote error={redeem.error} />}
      <form onSubmit={submit}>
        {forgot && (
          <PasswordInput
            label="New password"
            description="At least 10 characters."
            autoComplete="new-password"
            minLength={10}
            required
            value={newPassword}
            onChange={({ currentTarget }) => setNewPassword(currentTarget.value)}
          />
        )}
        <Button type="submit" fullWidth loading={redeem.isPending}>
          Continue
        </Button>
        {!forgot && (
          <Button variant="subtle" fullWidth onClick={() => setForgot(true)}>
            I forgot my password: choose a new one
          </Button>
        )}
      </form>
    </OpenPage>
  );
}
