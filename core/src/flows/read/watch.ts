import { Problem } from '../../contract/errors.ts';
import { mostNews, type News, readNews } from '../../store/reads/news.ts';
import type { Engine } from '../engine.ts';

export type { News };

export interface WatchOptions {
  /** Milliseconds between two looks at one organization. */
  readonly pause?: number;
  /** Listeners of one organization in this process, and of all. */
  readonly mostOfOne?: number;
  readonly most?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a listener is told after a look that succeeded. */
export interface Told {
  /** Everything up to here was told; a listener that comes back names it. Milliseconds since 1970. */
  readonly at: number;
  readonly news: readonly News[];
  /** More happened than was told: what is shown should be read again. */
  readonly more: boolean;
}

export type Listener = (told: Told) => void;

export interface Watch {
  /**
   * Tells `listener` of whatever happens in an organization from now on, or from `from` on, until it leaves. Resolves when everything from here
   * on will be told.
   *
   * @throws Problem `too_many_requests`, `unavailable`
   */
  listen(organizationId: string, listener: Listener, from?: number): Promise<() => void>;
  stop(): void;
}

/** A transaction commits later than its ids were made, and clocks of servers differ: looks overlap by this much. */
const overlapMs = 10_000;
/** Who was away for longer reads everything again. */
const rememberedMs = 300_000;

interface Room {
  readonly listeners: Set<{ readonly tell: Listener }>;
  /** Of the last look that succeeded. */
  at: number;
  seen: ReadonlySet<string>;
  readonly begun: Promise<void>;
  end: () => void;
}

/**
 * Looks once a second at the organizations somebody listens to, and at no other: one look for all their listeners, at the ends of the streams' keys.
 * Nothing is written for it, so that a sale costs the same whether anybody watches or not, and it sees what other processes do.
 */
export function startWatch(engine: Engine, options: WatchOptions = {}): Watch {
  const { pause = 1_000, mostOfOne = 25, most = 1_000, now = Date.now } = options;
  const rooms = new Map<string, Room>();
  let listening = 0;

  const read = async (organizationId: string, since: number): Promise<readonly News[]> =>
    readNews(engine.store, { organizationId, actor: 'core' }, new Date(since - overlapMs).toISOString());

  function open(organizationId: string): Room {
    let looking = false;
    const look = async (room: Room): Promise<void> => {
      if (looking) return;
      looking = true;
      try {
        const at = now();
        const found = await read(organizationId, room.at);
        const news = found.filter((one) => !room.seen.has(nameOf(one)));
        const long = at - room.at > rememberedMs || isCut(news);
        room.at = at;
        room.seen = new Set(found.map(nameOf));
        for (const { tell } of room.listeners) tell({ at, news, more: long });
      } catch {
        // The database is away: the next look begins where the last one ended.
      } finally {
        looking = false;
      }
    };
    const begin = async (room: Room): Promise<void> => {
      room.at = now();
      room.seen = new Set((await read(organizationId, room.at)).map(nameOf));
      const timer = setInterval(() => void look(room), pause);
      timer.unref();
      room.end = () => clearInterval(timer);
      if (!rooms.has(organizationId)) room.end();
    };
    const { promise: begun, resolve, reject } = Promise.withResolvers<void>();
    const room: Room = { listeners: new Set(), at: 0, seen: new Set(), begun, end: () => undefined };
    begin(room).then(resolve, reject);
    return room;
  }

  return {
    async listen(organizationId, listener, from) {
      const present = rooms.get(organizationId);
      if (present !== undefined && present.listeners.size >= mostOfOne) throw tooMany(mostOfOne);
      if (listening >= most) throw new Problem('unavailable', 'Too many listen to this server.', { retryAfter: 5 });
      const room = present ?? open(organizationId);
      rooms.set(organizationId, room);
      const own = { tell: listener };
      room.listeners.add(own);
      listening++;
      let left = false;
      const leave = (): void => {
        if (left) return;
        left = true;
        listening--;
        room.listeners.delete(own);
        if (room.listeners.size > 0) return;
        room.end();
        if (rooms.get(organizationId) === room) rooms.delete(organizationId);
      };
      try {
        await room.begun;
        if (from !== undefined) listener(await sinceThen(organizationId, from));
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    stop() {
      for (const room of rooms.values()) room.end();
      rooms.clear();
    },
  };

  async function sinceThen(organizationId: string, from: number): Promise<Told> {
    const at = now();
    if (from > at + overlapMs || at - from > rememberedMs) return { at, news: [], more: true };
    const news = await read(organizationId, from);
    return { at, news, more: isCut(news) };
  }
}

const nameOf = ({ type, id, stamp }: News): string => `${type} ${id} ${stamp}`;

/** As many of one kind as are read at most: there may be more. */
const isCut = (news: readonly News[]): boolean =>
  [...Map.groupBy(news, ({ type }) => type).values()].some(({ length }) => length >= mostNews);

const tooMany = (most: number): Problem =>
  new Problem('too_many_requests', `Too many requests: ${most} listen to this organization already.`, {
    retryAfter: 5,
  });
