import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { isCode } from '../../api/problem.ts';
import type { Asked } from '../../kit/asked-form.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';

interface AskPasswordProps {
  readonly title: string;
  readonly why: string;
  readonly action: string;
  readonly change: Asked<unknown>;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
}

/** What changes how somebody signs in takes their password again: a browser left open is not enough. */
export function AskPassword({ title, why, action, change, onPassword, onClose }: AskPasswordProps) {
  const [password, setPassword] = useState('');
  const isWrong = isCode(change.error, 'wrong_password');
  return (
    <FormDialog
      title={title}
      action={action}
      change={isWrong ? { ...change, error: null } : change}
      onSubmit={() => onPassword(password)}
      onClose={onClose}
    >
      <p>{why}</p>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        maxLength={128}
        data-autofocus
        error={isWrong ? 'This is not your password.' : undefined}
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
    </FormDialog>
  );
}
