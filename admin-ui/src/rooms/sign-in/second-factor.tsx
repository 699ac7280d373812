import { Button, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { safeBack } from '../../session/sign-in-again.ts';
import { useEnter } from '../../session/use-enter.ts';
import { OpenPage } from './open-page.tsx';

/** After the password: six digits of the authenticator, or one of the backup codes. */
export default function SecondFactor() {
  const { back }: { readonly back?: string } = useSearch({ strict: false });
  const [code, setCode] = useState('');
  const enter = useEnter();
  const verify = useChange(async () => {
    const kind = /^\d{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code';
    await post(`/auth/two-factor/${kind}`, { code });
    await enter({}, safeBack(back));
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    verify.mutate();
  };
  return (
    <OpenPage title="Your second factor">
      {verify.error !== null && <ProblemNote error={verify.error} />}
      <form onSubmit={submit}>
        <TextInput
          label="Code"
          description="Six digits of your authenticator, or a backup code."
          autoComplete="one-time-code"
          required
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value.trim())}
        />
        <Button type="submit" fullWidth loading={verify.isPending}>
          Continue
        </Button>
      </form>
    </OpenPage>
  );
}
