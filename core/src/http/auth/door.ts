import type { Engine } from '../../flows/engine.ts';
import type { LinkDesk } from '../../flows/sign-in/sign-in-link.ts';
import type { Identity } from './identity.ts';
import type { TryLimits } from './limits.ts';

/** What the routes under `/auth` stand on. */
export interface SignInDoor {
  readonly engine: Engine;
  readonly identity: Identity;
  readonly links: LinkDesk;
  readonly tries: TryLimits;
  /** Takes away what has expired, whenever somebody comes. */
  readonly tidy: () => Promise<void>;
  /** Work that an answer does not wait for; what fails is logged. */
  readonly inBackground: (work: () => Promise<void>) => void;
}
