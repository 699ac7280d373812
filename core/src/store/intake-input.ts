import type { Fact } from '../contract/facts.ts';
import type { SubjectKind } from '../domain/subject.ts';
import type { CoreFact } from '../domain/stored-fact.ts';

/** What is told of one payment, lead or hour of clicks. */
export interface IntakeInput {
  readonly connectionId: string;
  readonly mode: 'live' | 'test';
  readonly kind: SubjectKind;
  /** Every id that names the payment (I2). */
  readonly refs: readonly string[];
  readonly facts: readonly (Fact | CoreFact)[];
  readonly deliveryId?: string;
  /** What makes the fact the same fact, where it is not its content: an id the caller answers for (I1). One fact only. */
  readonly identity?: string;
}
