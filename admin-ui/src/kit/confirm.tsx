import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from './problem-note.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What will happen; what moves money repeats the amount. */
  readonly children?: ReactNode;
  /** The button's words: what is done, with the amount. */
  readonly action: string;
  /** A reason is asked for, and kept beside who decided. */
  readonly asksReason?: boolean;
  readonly isDangerous?: boolean;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

/** A decision. Stays open with all that was typed until the server has agreed. */
export function Confirm(props: ConfirmProps) {
  const {
    title,
    children,
    action,
    asksReason = false,
    isDangerous = false,
    error,
    isPending,
    onConfirm,
    onClose,
  } = props;
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason.trim());
        }}
      >
        <Stack>
          {children}
          {asksReason && (
            <Textarea
              label="Reason"
              description="Kept with the decision, beside your name."
              required
              withAsterisk={false}
              maxLength={500}
              autosize
              minRows={2}
              data-autofocus
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
          {error !== null && <ProblemNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending} color={isDangerous ? 'red' : 'harbour'}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
