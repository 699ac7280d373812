import type { Enrollment } from '@fairlead/core/api';
import { Status, type Tone } from '../../kit/status.tsx';

export type EnrollmentStatus = Enrollment['status'];

const words: Readonly<Record<EnrollmentStatus, readonly [Tone, string]>> = {
  pending: ['pending', 'Applied'],
  approved: ['paid', 'Approved'],
  paused: ['review', 'Paused'],
  rejected: ['denied', 'Rejected'],
  removed: ['refunded', 'Removed'],
};
export const standingWord = (status: EnrollmentStatus): string => words[status][1];

export const Standing = ({ status, pill = false }: { readonly status: EnrollmentStatus; readonly pill?: boolean }) => (
  <Status tone={words[status][0]} pill={pill}>
    {words[status][1]}
  </Status>
);

interface Move {
  readonly to: EnrollmentStatus;
  readonly word: string;
  /** What it brings, told before it is done. */
  readonly effect: string;
  readonly isDangerous?: boolean;
}

const pause: Move = {
  to: 'paused',
  word: 'Pause',
  effect:
    'Their links lead on, but new clicks, coupons and sales credit nobody until they are approved again. What they earned stays.',
};
const remove: Move = {
  to: 'removed',
  word: 'Remove',
  effect: 'For good: their links answer that they are no longer active. What they earned stays theirs.',
  isDangerous: true,
};
const approve = (word: string): Move => ({
  to: 'approved',
  word,
  effect: 'From now on their links, coupons and sales credit them.',
});

/** The legal moves from each status, as the server allows them; a 409 names them all the same. */
export const movesFrom: Readonly<Record<EnrollmentStatus, readonly Move[]>> = {
  pending: [
    approve('Approve'),
    { to: 'rejected', word: 'Reject', effect: 'For good: they earn nothing in this campaign.', isDangerous: true },
  ],
  approved: [pause, remove],
  paused: [approve('Resume'), remove],
  rejected: [],
  removed: [],
};
export type { Move };
