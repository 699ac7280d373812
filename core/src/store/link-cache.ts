export interface LinkCacheOptions<L> {
  readonly lookUp: (slug: string) => Promise<L | null>;
  readonly organizationOf: (link: L) => string;
  /** When it stops holding by itself, in Unix milliseconds. */
  readonly untilOf: (link: L) => number;
  /** Whether every change is told (store/link-changes.ts). Where not, nothing is believed for long. */
  readonly isTold: () => boolean;
  readonly now: () => number;
  /** Links kept. Default 10,000. */
  readonly most?: number;
}

export interface LinkCache<L> {
  /** At once where it is known, so that a visit of a known link waits for nothing but its click. */
  readonly find: (slug: string) => L | null | Promise<L | null>;
  readonly forgetSlug: (slug: string) => void;
  readonly forgetOrganization: (id: string) => void;
  readonly forgetAll: () => void;
}

interface Known<L> {
  readonly link: L | null;
  readonly at: number;
  readonly until: number;
}

/** However well changes are told: a mistake in it heals by itself. */
const longestMs = 60_000;
/** Of slugs nobody has; made anew they are told of as well. */
const longestUnknownMs = 10_000;
/** While changes may be missed: with the look-up itself well within the second in which a paused link must be seen. */
const untoldMs = 400;
const mostUnknown = 1_000;

/**
 * Links as last looked up. Where there are too many, the one looked up longest ago is forgotten first: a busy one is looked up again every minute
 * anyhow, and to order them by use would cost each visit more than that. Unknown slugs have a room of their own: guessing evicts no link.
 */
export function createLinkCache<L>(options: LinkCacheOptions<L>): LinkCache<L> {
  const { lookUp, organizationOf, untilOf, isTold, now, most = 10_000 } = options;
  const links = new Map<string, Known<L>>();
  const unknown = new Map<string, Known<L>>();
  const asking = new Map<string, Promise<L | null>>();
  // What is being looked up while a change is told may have been read before it.
  let changes = 0;

  function find(slug: string): L | null | Promise<L | null> {
    const known = links.get(slug) ?? unknown.get(slug);
    if (known === undefined) return ask(slug);
    const time = now();
    if (time >= known.until || (!isTold() && time - known.at >= untoldMs)) return ask(slug);
    return known.link;
  }

  function ask(slug: string): Promise<L | null> {
    const asked = asking.get(slug);
    if (asked !== undefined) return asked;
    const asks = lookUpOnce(slug).finally(() => {
      if (asking.get(slug) === asks) asking.delete(slug);
    });
    asking.set(slug, asks);
    return asks;
  }

  async function lookUpOnce(slug: string): Promise<L | null> {
    const [before, at] = [changes, now()];
    const link = await lookUp(slug);
    if (changes !== before) return link;
    links.delete(slug);
    unknown.delete(slug);
    if (link === null) remember(unknown, slug, { link, at, until: at + longestUnknownMs }, mostUnknown);
    else remember(links, slug, { link, at, until: Math.min(at + longestMs, untilOf(link)) }, most);
    return link;
  }

  /** Nobody who asks after a change may be given what was read before it. */
  function changed(): void {
    changes++;
    asking.clear();
  }

  return {
    find,
    forgetSlug: (slug) => {
      changed();
      links.delete(slug);
      unknown.delete(slug);
    },
    forgetOrganization: (id) => {
      changed();
      for (const [slug, { link }] of links) if (link !== null && organizationOf(link) === id) links.delete(slug);
      // What kept a slug from being found may be anything, so this asks again for all of them.
      unknown.clear();
    },
    forgetAll: () => {
      changed();
      links.clear();
      unknown.clear();
    },
  };
}

/** A Map keeps the order of insertion: the last one in it was looked up last. */
function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value as string);
}
