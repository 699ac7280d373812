import type { Intake } from './context.ts';

/** Whom something is summed up for: without what it, or what was merged into it, did itself. */
export type Asking = Pick<Intake, 'paymentId' | 'merged' | 'mode' | 'conversions'>;

/** It and what was merged into it. */
export const membersOf = ({ paymentId, merged }: Asking): readonly [string, ...string[]] => [paymentId, ...merged];

/** Of these, those that were credited before: what they did is in every sum that is kept. */
export const creditedOf = ({ conversions }: Asking): readonly string[] => [
  ...new Set(conversions.map(({ paymentId }) => paymentId)),
];
