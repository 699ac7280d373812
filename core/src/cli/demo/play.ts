import type { Engine } from '../../flows/engine.ts';
import { engineAt, type Stage } from './stage.ts';

export interface Step {
  /** Unix milliseconds. */
  readonly at: number;
  /** Does it, on an engine whose clock stands at that time. */
  readonly run: (engine: Engine) => Promise<unknown>;
}

/** What one buyer does, in order. What another does at the same time does not matter to it. */
export type Chain = readonly Step[];

/** So many buyers at once. */
const width = 4;

/** Plays all chains; what would lie after the end of the story does not happen yet. */
export async function play(
  { calendar, desk: { engine }, tell }: Stage,
  what: string,
  chains: readonly Chain[],
): Promise<void> {
  const total = chains.reduce((sum, chain) => sum + chain.length, 0);
  let next = 0;
  let done = 0;
  const hand = async (): Promise<void> => {
    for (let chain = chains[next++]; chain !== undefined; chain = chains[next++]) {
      for (const { at, run } of chain) {
        if (at < calendar.end) await run(engineAt(engine, at));
        done++;
        tell(`${what}: ${done} of ${total}`);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, hand));
}
