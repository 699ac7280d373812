import type { HealthState } from '../contract/api/connections.ts';

/** What a judgement of a connection rests on. Times are RFC 3339. */
export interface HealthFacts {
  readonly active: boolean;
  readonly hasSecret: boolean;
  /** The adapter reads by schedule first, and webhooks only hurry it. */
  readonly polls: boolean;
  readonly lastAt: string | null;
  readonly lastWebhookAt: string | null;
  readonly webhooks: number;
  /** Seconds. */
  readonly longestGap: number | null;
  readonly failed: number;
  readonly missing: readonly string[];
  readonly refused: readonly { readonly lastAt: string }[];
  readonly backfill: { readonly finishedAt: string | null; readonly problem: { readonly code: string } | null } | null;
}

const day = 86_400;
/** Fewer say nothing of what is usual. */
const fewest = 10;
/** A connection without a key to read with, and a server that stopped, are nobody's failure. */
const harmless = new Set(['no_api_key', 'stopped']);

/** Whether the last read of the processor that ended failed. */
export const readFailed = ({ backfill }: Pick<HealthFacts, 'backfill'>): boolean =>
  backfill?.problem != null && !harmless.has(backfill.problem.code);

/**
 * Seconds of silence that are still usual: three times the longest pause of the last 30 days, and never less than a day. Null: too little came to
 * say what is usual.
 */
export const usualSilence = ({ webhooks, longestGap }: Pick<HealthFacts, 'webhooks' | 'longestGap'>): number | null =>
  webhooks < fewest || longestGap === null ? null : Math.max(day, 3 * longestGap);

/** How a connection is: the first that applies, the gravest first (UI guide, Connections). */
export function healthOf(facts: HealthFacts, now: Date): HealthState {
  const { active, hasSecret, polls, lastAt, lastWebhookAt, failed, missing, refused, backfill } = facts;
  if (!active) return 'paused';
  if (!hasSecret) return 'no_secret';
  const refusedSince = refused.some(({ lastAt: at }) => lastWebhookAt === null || at > lastWebhookAt);
  const isRecent = refused.some(({ lastAt: at }) => now.getTime() - Date.parse(at) < day * 1000);
  if (failed > 0 || readFailed(facts) || (refusedSince && isRecent)) return 'failing';
  if (polls && backfill?.finishedAt != null) return 'polling';
  if (missing.length > 0 && lastWebhookAt !== null) return 'missing_events';
  const usual = usualSilence(facts);
  if (lastWebhookAt !== null && usual !== null && now.getTime() - Date.parse(lastWebhookAt) > usual * 1000)
    return 'quiet';
  if (lastAt === null) return 'listening';
  return lastWebhookAt === null && backfill?.finishedAt != null ? 'polling' : 'healthy';
}
