import { randomInt, randomUUID } from 'node:crypto';
import { Problem } from '../contract/errors.ts';
import { clickDetails } from '../domain/click-details.ts';
import { judgeVisit, type UncountedReason } from '../domain/counting.ts';
import { addressOf } from '../domain/destination.ts';
import {
  clicksPerMillisecond,
  newClickId,
  parseClickId,
  type Visitor,
  visitorNamed,
  visitorOf,
} from '../domain/visitor.ts';
import type { ClickStore } from '../store/click-store.ts';
import type { ClickRow } from '../store/clicks.ts';
import type { Link } from '../store/links.ts';
import { createBotCheck } from './bots.ts';

/** A request for a link, as HTTP brought it. */
export interface LinkVisit {
  /** In lower case, well formed. */
  readonly slug: string;
  /** The query as it came, without the `?`. */
  readonly query: string;
  /** Value of our cookie. */
  readonly cookie: string | undefined;
  /** Global Privacy Control or DNT (A9). */
  readonly optedOut: boolean;
  /** The link says that the visitor consented (A9). */
  readonly consented: boolean;
  readonly userAgent: string | undefined;
  readonly referrer: string | undefined;
  readonly country: string | undefined;
}

export type LinkAnswer =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'removed'; readonly organizationName: string }
  | {
      readonly outcome: 'redirect';
      readonly location: string;
      /** The click id for the visitor's cookie, and how many seconds it counts; null: no cookie. */
      readonly cookie: { readonly value: string; readonly maxAge: number } | null;
    };

/** A visit the brand's server tells of (F7). */
export interface ServerClick {
  readonly slug: string;
  readonly mode: 'live' | 'test';
  readonly visitorId?: string | undefined;
  readonly url?: string | undefined;
  readonly referrer?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly country?: string | undefined;
  readonly subIds?: Readonly<Record<string, string | undefined>>;
  /** RFC 3339; undefined: now. */
  readonly occurredAt?: string | undefined;
  /** The visitor consented (A9); asked for where the campaign does. */
  readonly consent?: boolean | undefined;
}

export interface ServerClickRecorded {
  readonly clickId: string;
  /** RFC 3339, exclusive (A2). */
  readonly expiresAt: string;
  readonly reason: UncountedReason | null;
  /** The campaign asks for consent first, and there was none: the visitor is not kept (A9). */
  readonly visitorIgnored: boolean;
}

export interface ClickScope {
  readonly organizationId: string;
  /** The only campaign the caller may track for. */
  readonly campaignId?: string;
}

export interface ClickFlow {
  /**
   * Stores a visit of a link and tells where it leads. It is durable when this resolves.
   *
   * @throws Problem `unavailable`: not stored in time
   */
  visit(visit: LinkVisit): Promise<LinkAnswer>;
  /** Where a link leads, for requests that are no visit: nothing is stored, and no click id is made. */
  look(slug: string, query: string): Promise<LinkAnswer>;
  /**
   * Stores a click told server to server.
   *
   * @throws Problem `unknown_affiliate`, `link_removed`, `key_out_of_scope`, `invalid_time`, `unavailable`
   */
  record(scope: ClickScope, click: ServerClick): Promise<ServerClickRecorded>;
}

export interface ClickFlowOptions {
  readonly store: ClickStore;
  readonly clickParameter: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

const daySeconds = 86_400;
/** Clicks of an hour are counted some minutes after it has passed (C3): one told later than this may have missed that. */
const lateMs = 60_000;
/** Every month a click falls in is a partition; one slip of a caller must not make a hundred of them. */
const oldestDays = 1_000;

export function createClickFlow({ store, clickParameter, now = Date.now }: ClickFlowOptions): ClickFlow {
  const isBot = createBotCheck();
  // Counted up, so that this process makes no id twice, wherever in 4096 another one is.
  let sequence = randomInt(clicksPerMillisecond);

  type Visited = Pick<ClickRow, 'at' | 'mode' | 'known' | 'details'> & {
    readonly visitor: Visitor;
    readonly reason: UncountedReason | null;
  };

  function clickOf(link: Link, { at, mode, visitor, known, reason, details }: Visited): ClickRow {
    sequence = (sequence + 1) % clicksPerMillisecond;
    const id = newClickId(at, visitor, sequence);
    const { organizationId, linkId, enrollmentId, windowDays } = link;
    return { organizationId, id, at, mode, linkId, enrollmentId, windowDays, known, reason, details };
  }

  async function visit(request: LinkVisit): Promise<LinkAnswer> {
    const { slug, query, userAgent } = request;
    const found = store.links.find(slug);
    const link = found instanceof Promise ? await found : found;
    if (link === null || link.destination === null) return { outcome: 'unknown' };
    const judged = judgeVisit(link, isBot(userAgent));
    if (judged.outcome === 'removed') return { outcome: 'removed', organizationName: link.organizationName };
    if (judged.outcome === 'unknown') return { outcome: 'unknown' };
    const { reason } = judged;
    // Who opts out, or was not asked, is not recognised either: every visit of theirs is a visitor of its own (A9).
    const unconsented = link.consentRequired && !request.consented;
    const unknown = request.optedOut || unconsented;
    const before = unknown ? null : parseClickId(request.cookie);
    const visitor = before?.visitor ?? visitorOf(randomUUID());
    const details = clickDetails('link', { ...request, unconsented });
    const click = clickOf(link, { at: now(), mode: 'live', visitor, known: before !== null, reason, details });
    await store.log.record(click);
    return {
      outcome: 'redirect',
      location: addressOf(link.destination, query, clickParameter, click.id),
      // One that does not count must not take the place of one that does (A6).
      cookie: reason === null && !unknown ? { value: click.id, maxAge: link.windowDays * daySeconds } : null,
    };
  }

  async function look(slug: string, query: string): Promise<LinkAnswer> {
    const link = await store.links.find(slug);
    if (link === null || link.destination === null) return { outcome: 'unknown' };
    const { outcome } = judgeVisit(link, false);
    if (outcome === 'removed') return { outcome, organizationName: link.organizationName };
    if (outcome === 'unknown') return { outcome };
    return { outcome: 'redirect', location: addressOf(link.destination, query, clickParameter, null), cookie: null };
  }

  async function record(scope: ClickScope, click: ServerClick): Promise<ServerClickRecorded> {
    const link = await linkOf(scope, click.slug);
    const judged = judgeVisit(link, isBot(click.userAgent));
    if (judged.outcome === 'unknown') throw unknownAffiliate(click.slug);
    if (judged.outcome === 'removed') {
      throw new Problem(
        'link_removed',
        `The affiliate of '${click.slug}' was removed: nothing is credited to it (A6).`,
      );
    }
    const at = click.occurredAt === undefined ? now() : Date.parse(click.occurredAt);
    if (now() - at > oldestDays * daySeconds * 1000) {
      throw new Problem(
        'invalid_time',
        `occurredAt lies more than ${oldestDays} days back: a click is told when it happens.`,
      );
    }
    await store.partitions.cover(at);
    const consented = !link.consentRequired || click.consent === true;
    const visitorId = consented ? click.visitorId : undefined;
    const visitor = await visitorFor(scope.organizationId, visitorId);
    const query = click.url === undefined ? '' : (URL.parse(click.url)?.search.slice(1) ?? '');
    const details = clickDetails('server', { ...click, query, unconsented: !consented });
    const { reason } = judged;
    const known = visitorId !== undefined;
    const stored = clickOf(link, { at, mode: click.mode, visitor, known, reason, details });
    await store.log.record(stored);
    if (now() - at > lateMs) await store.countAgain(scope.organizationId, at);
    const expires = Math.floor(at / 1000) + link.windowDays * daySeconds;
    const visitorIgnored = !consented && click.visitorId !== undefined;
    return { clickId: stored.id, expiresAt: new Date(expires * 1000).toISOString(), reason, visitorIgnored };
  }

  async function linkOf({ organizationId, campaignId }: ClickScope, slug: string): Promise<Link> {
    const link = await store.links.find(slug);
    if (link === null || link.organizationId !== organizationId) throw unknownAffiliate(slug);
    if (campaignId !== undefined && link.campaignId !== campaignId) {
      throw new Problem('key_out_of_scope', `The key is bound to another campaign than the one '${slug}' is in.`);
    }
    return link;
  }

  /** An earlier click id names its visitor; any other id is the brand's own; without one it is a new visitor (A3). */
  async function visitorFor(organizationId: string, visitorId: string | undefined): Promise<Visitor> {
    if (visitorId === undefined) return visitorOf(randomUUID());
    const before = parseClickId(visitorId);
    return before?.visitor ?? visitorNamed(visitorId, organizationId, await store.saltOf(organizationId));
  }

  return { visit, look, record };
}

const unknownAffiliate = (slug: string): Problem =>
  new Problem(
    'unknown_affiliate',
    `affiliateSlug '${slug}' belongs to no affiliate of this organization: check the spelling`,
  );
