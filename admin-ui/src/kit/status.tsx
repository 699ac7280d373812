import './status.css';
import type { ReactNode } from 'react';
import {
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconClockHour4,
  IconFlag3,
  IconFlask2,
  type Icon,
} from './icons.ts';

/** The tones of the guide; each has its icon, so that colour only repeats what icon and word say. */
const tones = {
  pending: IconClockHour4,
  approved: IconCircleCheck,
  paid: IconCircleCheckFilled,
  refunded: IconArrowBackUp,
  denied: IconBan,
  review: IconFlag3,
  test: IconFlask2,
} as const satisfies Record<string, Icon>;
export type Tone = keyof typeof tones;

interface StatusProps {
  readonly tone: Tone;
  /** The word. */
  readonly children: ReactNode;
  /** A date or reason behind it: "until 5 Jun". */
  readonly note?: ReactNode;
  /** For headers; in tables icon and word are enough. */
  readonly pill?: boolean;
  /** A part went back. */
  readonly partly?: boolean;
}

export function Status({ tone, children, note, pill = false, partly = false }: StatusProps) {
  const ToneIcon = tones[tone];
  return (
    <span className="fl-status" data-tone={tone} data-pill={pill}>
      <ToneIcon size={15} stroke={1.9} aria-hidden />
      <span className="fl-status-word">{children}</span>
      {partly && (
        <span className="fl-status-partly" role="img" aria-label="partly refunded" title="Partly refunded">
          <IconArrowBackUp size={13} stroke={2} />
        </span>
      )}
      {note !== undefined && <span className="fl-status-note">{note}</span>}
    </span>
  );
}

/** Dashed and violet: nothing of it was posted. */
export const TestBadge = () => (
  <Status tone="test" pill>
    Test
  </Status>
);
