import type { Sealer } from '../../store/sealing.ts';
import type { Engine } from '../engine.ts';

/** What asking processors about codes stands on. */
export interface Mint {
  readonly engine: Engine;
  readonly sealer: Sealer;
}
