import type { Fact } from '../contract/facts.ts';

/** What is told of one payment or lead. */
export interface IntakeInput {
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
  readonly kind: 'payment' | 'lead';
  /** Every id that names the payment (I2). */
  readonly refs: readonly string[];
  readonly facts: readonly Fact[];
  readonly deliveryId?: string;
  /** What makes the fact the same fact, where it is not its content: an id the caller answers for (I1). One fact only. */
  readonly identity?: string;
}
