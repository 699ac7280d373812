import { Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react';
import { pathsOf } from '../api/said-of.ts';
import { ProblemNote } from './problem-note.tsx';
import { type Compared, StaleNote } from './stale-note.tsx';

/** What becomes of the form: `useChange`, or `useVersioned`, which also tells what stands there now. */
export interface Asked<T> {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly now?: T | null;
  readonly keepMine?: () => void;
}

export interface AskedFormProps<T> {
  readonly change: Asked<T>;
  /** Both versions, where somebody else changed it meanwhile: members beside each other, or what stands there now in words. */
  readonly compare?: ((now: T) => Compared) | undefined;
  readonly theirs?: ((now: T) => ReactNode) | undefined;
  /** Goes on from what stands there now, without what was typed. */
  readonly onTakeTheirs: (now: T) => void;
  readonly onSubmit: () => void;
  readonly maxWidth?: number;
  /** Its buttons. */
  readonly acts: ReactNode;
  /** Fields name their place in the body in `data-path`, as the server names places. */
  readonly children?: ReactNode;
}

/** A form. Keeps every entry until the server has agreed; the first wrong field gets the focus. */
export function AskedForm<T>(props: AskedFormProps<T>) {
  const { change, compare, theirs, onTakeTheirs, onSubmit, maxWidth, acts, children } = props;
  const { error, now = null, keepMine } = change;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => focusFirstWrong(form.current, error), [error]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form ref={form} onSubmit={submit}>
      <Stack maw={maxWidth}>
        {children}
        {error !== null && <ProblemNote error={error} />}
        {now !== null && keepMine !== undefined && (
          <StaleNote
            error={error}
            compare={compare?.(now) ?? []}
            onGoOn={keepMine}
            onTakeTheirs={() => onTakeTheirs(now)}
          >
            {theirs?.(now)}
          </StaleNote>
        )}
        {acts}
      </Stack>
    </form>
  );
}

/** Puts the focus on the first field the server named. */
function focusFirstWrong(within: HTMLElement | null, error: unknown): void {
  if (within === null || error === null) return;
  const paths = pathsOf(error);
  const fields = [...within.querySelectorAll<HTMLElement>('[data-path]')];
  fields.find((field) => paths.includes(field.dataset['path'] ?? ''))?.focus();
}
