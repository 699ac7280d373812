import type { BackfillPage, ProcessorAccount } from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import { stripeApi } from './api.ts';
import { eventsOf } from './backfill/events.ts';
import { kinds, refunds } from './backfill/kinds.ts';
import { objectsOf } from './backfill/objects.ts';
import type { Credentials } from './credentials.ts';

/** Stripe keeps events for thirty days; a day less, so that none is lost on the way. */
const reachOfEventsMs = 29 * 86_400_000;

/**
 * What Stripe can still tell. Its events are the very webhooks with the very ids, where they have the shape of the pinned version: an event keeps the version its
 * account had by default when it happened. What is older than events, or in another shape, is read from the objects as they stand now; so are refunds
 * of which no event tells (an old account's `charge.refunded` alone).
 */
export const backfiller = (apiUrl: string, pauseMs?: number, now = () => new Date()) =>
  async function* backfill(
    account: ProcessorAccount<Static<Credentials>>,
    since: Date,
    until: Date,
  ): AsyncGenerator<BackfillPage> {
    const api = await stripeApi(account, apiUrl, pauseMs);
    const horizon = new Date(Math.min(now().getTime() - reachOfEventsMs, until.getTime()));
    const told = { refunds: new Set<string>(), otherVersion: false };
    const recent = since < horizon ? horizon : since;
    if (recent < until) yield* eventsOf(api, { since: recent, until }, told);
    if (told.otherVersion) {
      yield* objectsOf(api, kinds, { since, until });
      return;
    }
    yield* objectsOf(api, [refunds(0, ({ id }) => !told.refunds.has(id))], { since: recent, until });
    if (since < horizon) yield* objectsOf(api, kinds, { since, until: horizon });
  };
