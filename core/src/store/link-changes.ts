import type pg from 'pg';
import { keepConnected, type Standing } from './standing-connection.ts';

export interface LinkChangesOptions {
  readonly url: string;
  readonly onSlug: (slug: string) => void;
  readonly onOrganization: (id: string) => void;
  /** Changes may have been missed. */
  readonly onGap: () => void;
  readonly onTrouble?: (error: Error) => void;
}

export interface LinkChanges extends Standing {
  /** Whether every change up to a moment ago was told. */
  isTold(): boolean;
}

const askEveryMs = 250;
/** An answer proves that everything told before the question has arrived. */
const trustMs = 750;
/** Who has not answered by then never will: the connection is made anew. */
const giveUpMs = 5_000;

/**
 * Listens for edits of links (0004_doors.sql). A broken connection says so at once; one that merely hangs is found out because the
 * question sent four times a second is no longer answered. Needs a connection to PostgreSQL itself: poolers in transaction mode do not listen.
 */
export function listenForLinkChanges(options: LinkChangesOptions): LinkChanges {
  const { url, onSlug, onOrganization, onGap, onTrouble } = options;
  let client: pg.Client | undefined;
  let toldUntil = 0;
  let asking = false;

  const connection = keepConnected({
    url,
    name: 'fairlead links',
    prepare: async (fresh) => {
      fresh.on('notification', ({ payload }) => tell(payload ?? ''));
      await fresh.query('listen fairlead_links');
    },
    onUp: (up) => {
      client = up;
      onGap();
      void ask();
    },
    onDown: (error) => {
      client = undefined;
      toldUntil = 0;
      onTrouble?.(error);
    },
  });
  const pulse = setInterval(() => void ask(), askEveryMs);

  function tell(payload: string): void {
    const [kind, value = ''] = payload.split(' ');
    if (kind === 'slug') onSlug(value.slice(value.indexOf('/') + 1));
    else if (kind === 'organization') onOrganization(value);
    else onGap();
  }

  async function ask(): Promise<void> {
    if (client === undefined || asking) return;
    asking = true;
    const asked = performance.now();
    const via = client;
    // Ending a client with a query under way destroys its socket, and with that fails the query.
    const limit = setTimeout(() => void via.end().catch(() => undefined), giveUpMs);
    try {
      await via.query('select 1');
      if (client === via) toldUntil = asked + trustMs;
    } catch {
      // The connection says itself that it is down.
    } finally {
      clearTimeout(limit);
      asking = false;
    }
  }

  return {
    isTold: () => performance.now() < toldUntil,
    close: async () => {
      clearInterval(pulse);
      await connection.close();
    },
  };
}
