import { ProcessorRefused } from '@fairlead/core/plugin';

/** Asked to slow down, and possibly for how long. */
export class SlowDown extends ProcessorRefused {
  readonly waitMs: number | undefined;
  constructor(message: string, waitMs: number | undefined) {
    super('rate_limited', message);
    this.waitMs = waitMs;
  }
}
