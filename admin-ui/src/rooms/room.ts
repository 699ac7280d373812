import type { ComponentType } from 'react';
import type { Icon } from '../kit/icons.ts';
import type { Address } from '../kit/use-address.ts';

/** One page: an address and the module that draws it, fetched when it is first entered. Its default export is the component. */
export interface RoomPage {
  /** `/sales/$id`; the parameter comes from `useParams`. */
  readonly path: string;
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Addresses of the API it reads first, by what its own address holds: asked for while its code is on its way. */
  readonly reads?: (address: Address) => readonly string[];
}

/** A room of the dashboard: what stands in the navigation, and its pages. */
export interface Room {
  readonly label: string;
  /** Where the navigation leads; also what marks it while any page below is open. */
  readonly path: string;
  readonly icon: Icon;
  /** After `G`, goes there. */
  readonly key: string;
  /** The line in the navigation parts daily work from plumbing. */
  readonly group: 'work' | 'plumbing';
  readonly pages: readonly RoomPage[];
}
