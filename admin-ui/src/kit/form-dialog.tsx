import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react';
import { pathsOf } from '../api/said-of.ts';
import { ProblemNote } from './problem-note.tsx';

interface FormDialogProps {
  readonly title: string;
  /** The button's words: what is done. */
  readonly action: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly size?: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Fields name their place in the body in `data-path`, as the server names places. */
  readonly children: ReactNode;
}

/** A form in a dialog. Keeps every entry until the server has agreed; the first wrong field gets the focus. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, error, isPending, size = 'md', onSubmit, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => focusFirstWrong(form.current, error), [error]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form ref={form} onSubmit={submit}>
        <Stack>
          {children}
          {error !== null && <ProblemNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Puts the focus on the first field the server named. */
export function focusFirstWrong(within: HTMLElement | null, error: unknown): void {
  if (within === null || error === null) return;
  const paths = pathsOf(error);
  const fields = [...within.querySelectorAll<HTMLElement>('[data-path]')];
  fields.find((field) => paths.includes(field.dataset['path'] ?? ''))?.focus();
}
