import type { Engine } from '../../flows/engine.ts';
import { engineAt, type Stage } from './stage.ts';

export interface Step {
  /** Unix milliseconds. */
  readonly at: number;
  /** Does it, on an engine whose clock stands at that time. */
  readonly run: (engine: Engine) => Promise<unknown>;
}

/** What one buyer does, in order. */
export type Chain = readonly Step[];

/**
 * Plays all chains in order of time, one step after the other, since what an affiliate sold before decides about the rate of a sale (C6). What
 * would lie after the end of the story does not happen yet.
 */
export async function play(
  { calendar, desk: { engine }, tell }: Stage,
  what: string,
  chains: readonly Chain[],
): Promise<void> {
  const steps = chains.flatMap(inOrder).toSorted((a, b) => a.at - b.at);
  for (const [index, { at, run }] of steps.entries()) {
    if (at < calendar.end) await run(engineAt(engine, at));
    tell(`${what}: ${index + 1} of ${steps.length}`);
  }
}

/** What a buyer does later never comes before what led to it. */
function inOrder(chain: Chain): readonly Step[] {
  let last = Number.NEGATIVE_INFINITY;
  return chain.map((step) => {
    last = Math.max(last, step.at);
    return { ...step, at: last };
  });
}
