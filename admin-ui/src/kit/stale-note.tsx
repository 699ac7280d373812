import './pieces.css';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { isCode } from '../api/problem.ts';
import { Details } from './details.tsx';

/** Members the form changes, by their words: what stands there now, and what was typed. */
export type Compared = readonly (readonly [name: string, now: string, typed: string])[];

interface StaleNoteProps {
  readonly error: Error | null;
  readonly compare?: Compared;
  /** Goes on from what stands there now; what was typed stays in the fields. */
  readonly onGoOn: () => void;
  /** Fills the form from what stands there now. Left out: closing it does. */
  readonly onTakeTheirs?: () => void;
  /** What stands there now, where it takes more than a line. */
  readonly children?: ReactNode;
}

/** Somebody else changed it meanwhile: both versions beside each other, and which to keep. Nothing for other errors. */
export function StaleNote({ error, compare = [], onGoOn, onTakeTheirs, children }: StaleNoteProps) {
  if (!isCode(error, 'stale_version')) return null;
  const differing = compare.filter(([, now, typed]) => now !== typed);
  return (
    <section aria-label="Changed meanwhile" className="fl-stale">
      {differing.length > 0 && (
        <Details
          label="Both versions"
          items={differing.map(([name, now, typed]) => [
            name,
            <>
              now <b>{now || '–'}</b>, yours <b>{typed || '–'}</b>
            </>,
          ])}
        />
      )}
      {compare.length > 0 && differing.length === 0 && <p>What stands there now reads as yours does.</p>}
      {children}
      <Group gap={8}>
        <Button variant="default" size="xs" onClick={onGoOn}>
          Keep mine over theirs
        </Button>
        {onTakeTheirs !== undefined && (
          <Button variant="default" size="xs" onClick={onTakeTheirs}>
            Take theirs
          </Button>
        )}
      </Group>
    </section>
  );
}
