import { parseDestination, type Destination } from '../domain/destination.ts';
import type { LinkStanding } from '../domain/counting.ts';
import { Problem } from '../contract/errors.ts';
import type { Store } from './database.ts';
import { createLinkCache } from './link-cache.ts';
import { listenForLinkChanges } from './link-changes.ts';
import { throughDoor } from './session.ts';

/** What a visit needs to know of a link. */
export interface Link extends LinkStanding {
  readonly organizationId: string;
  /** The brand's name, shown where a link is gone. */
  readonly organizationName: string;
  readonly linkId: string;
  readonly enrollmentId: string;
  readonly campaignId: string;
  /** Whether its campaign asks for consent first (A9). */
  readonly consentRequired: boolean;
  /** Null where what is stored is no http or https address. */
  readonly destination: Destination | null;
  readonly windowDays: number;
  /** Unix milliseconds: new terms begin then. */
  readonly until: number;
}

export interface Links {
  /**
   * By slug or alias, in lower case; null: nobody has it.
   *
   * @throws Problem `unavailable` when it had to be looked up and the database did not answer
   */
  readonly find: (slug: string) => Link | null | Promise<Link | null>;
  readonly close: () => Promise<void>;
}

export interface LinksOptions {
  readonly store: Store;
  readonly url: string;
  /** Query parameter that carries the click id: a stored destination has no say in it. */
  readonly clickParameter: string;
  readonly onTrouble?: (error: Error) => void;
}

interface LinkRow extends LinkStanding {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly linkId: string;
  readonly enrollmentId: string;
  readonly campaignId: string;
  readonly consentRequired: boolean;
  readonly destinationUrl: string;
  readonly windowDays: number;
  readonly until: Date | null;
}

const findLink = {
  name: 'find_link',
  text: `select organization_id "organizationId", organization_name "organizationName", link_id "linkId", enrollment_id "enrollmentId",
    campaign_id "campaignId", status, campaign_state "campaignState", consent_required "consentRequired", destination_url "destinationUrl", window_days "windowDays", until
    from find_link('', $1)`,
};

/** Links in memory, looked up again when somebody edits them: a paused or removed one is seen within a second (A6). */
export function openLinks({ store, url, clickParameter, onTrouble }: LinksOptions): Links {
  const cache = createLinkCache<Link>({
    lookUp: async (slug) => {
      try {
        const [row] = await inTime(throughDoor<LinkRow>(store, findLink, [slug]));
        return row === undefined ? null : toLink(row, clickParameter);
      } catch (error) {
        onTrouble?.(error as Error);
        throw new Problem('unavailable', 'The link could not be looked up. Try again.', { retryAfter: 1 });
      }
    },
    organizationOf: ({ organizationId }) => organizationId,
    untilOf: ({ until }) => until,
    isTold: () => changes.isTold(),
    now: Date.now,
  });
  const changes = listenForLinkChanges({
    url,
    onSlug: cache.forgetSlug,
    onOrganization: cache.forgetOrganization,
    onGap: cache.forgetAll,
    ...(onTrouble && { onTrouble }),
  });
  return { find: cache.find, close: changes.close };
}

/** A visitor is not made to wait longer than for a click to be stored. */
const patienceMs = 5_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function toLink({ destinationUrl, until, ...rest }: LinkRow, clickParameter: string): Link {
  const destination = parseDestination(destinationUrl, clickParameter);
  return Object.freeze({ ...rest, destination, until: until?.getTime() ?? Number.POSITIVE_INFINITY });
}
