import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { isCode } from '../../api/problem.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';

/** Takes the present one; every other browser is signed out with it. */
export function ChangePassword() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useChange(async () => {
    await post('/auth/change-password', { currentPassword, newPassword });
    setCurrent('');
    setNew('');
  }, '/auth/sessions');
  const isWrong = isCode(change.error, 'wrong_password');
  return (
    <section className="fl-panel" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack maw={420}>
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            maxLength={128}
            error={isWrong ? 'This is not your present password.' : saidOf(change.error, '/currentPassword')}
            value={currentPassword}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description="At least 10 characters. Your other browsers are signed out."
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={128}
            error={saidOf(change.error, '/newPassword')}
            value={newPassword}
            onChange={({ currentTarget }) => setNew(currentTarget.value)}
          />
          {change.error !== null && !isWrong && <ProblemNote error={change.error} />}
          <div>
            <Button type="submit" variant="default" loading={change.isPending}>
              Change password
            </Button>
            {change.isSuccess && <small role="status"> Changed</small>}
          </div>
        </Stack>
      </form>
    </section>
  );
}
