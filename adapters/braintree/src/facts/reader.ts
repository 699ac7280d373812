import type { Fact, Reading } from '@fairlead/core/plugin';
import type { Names } from '@fairlead/core/reading';
import type { Node } from '../read.ts';

/** What the reader of one kind of subject is given. */
export interface Told {
  /** `notification.subject`, or what a search found. */
  readonly subject: Node;
  readonly kind: string;
  /** The notification's time; of something found, the time of its latest change. */
  readonly asOf: string;
  readonly names: Names;
}

export type SubjectReader = (told: Told) => Reading;

/** Nothing is stated, and this is why. */
export const nothing = (ignored: string): Reading => ({ facts: [], ignored });

export const reading = (facts: readonly (Fact | undefined)[], ignored?: string): Reading => ({
  facts: facts.filter((fact) => fact !== undefined),
  ...(ignored !== undefined && { ignored }),
});
