import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog, type FormDialogProps } from './form-dialog.tsx';

interface ConfirmProps<T> extends Omit<FormDialogProps<T>, 'onSubmit'> {
  /** A reason is asked for, and kept beside who decided. */
  readonly asksReason?: boolean;
  readonly onConfirm: (reason: string) => void;
}

/** A decision. Its words are what will happen. */
export function Confirm<T>({ asksReason = false, onConfirm, children, ...dialog }: ConfirmProps<T>) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog {...dialog} onSubmit={() => onConfirm(reason.trim())}>
      {children}
      {asksReason && (
        <Textarea
          label="Reason"
          description="Kept with the decision, beside your name."
          required
          maxLength={500}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
