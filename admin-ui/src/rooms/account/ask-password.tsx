import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { isCode } from '../../api/problem.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';

interface AskPasswordProps {
  readonly title: string;
  readonly why: string;
  readonly action: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
}

/** What changes how somebody signs in takes their password again: a browser left open is not enough. */
export function AskPassword({ title, why, action, error, isPending, onPassword, onClose }: AskPasswordProps) {
  const [password, setPassword] = useState('');
  const isWrong = isCode(error, 'wrong_password');
  return (
    <FormDialog
      title={title}
      action={action}
      error={isWrong ? null : error}
      isPending={isPending}
      onSubmit={() => onPassword(password)}
      onClose={onClose}
    >
      <p>{why}</p>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        maxLength={128}
        data-autofocus
        error={isWrong ? 'This is not your password.' : undefined}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
    </FormDialog>
  );
}
