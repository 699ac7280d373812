import type { Budget } from '../contract/http-settings.ts';

/** Takes one token of `key`; 0 when there was one, else the seconds until there is. */
export type Limit = (key: string) => number;

interface Bucket {
  tokens: number;
  at: number;
}

const unlimited: Limit = () => 0;

/**
 * One token bucket per key, in memory bounded by two generations: when the young one is full it becomes the old one, and what nobody asked
 * for in all that time is forgotten. Per process: with n processes behind a balancer the budget is n times as large. It costs about a
 * quarter of a microsecond where a general-purpose plugin costs two, which counts on a redirect.
 *
 * @param now milliseconds
 * @param most keys of a generation
 */
export function createLimit(budget: Budget, now: () => number = Date.now, most = 10_000): Limit {
  if (budget === false) return unlimited;
  const { perSecond, burst } = budget;
  let young = new Map<string, Bucket>();
  let old = new Map<string, Bucket>();

  const bucketOf = (key: string, at: number): Bucket => {
    const present = young.get(key);
    if (present !== undefined) return present;
    const bucket = old.get(key) ?? { tokens: burst, at };
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, bucket);
    return bucket;
  };

  return (key) => {
    const at = now();
    const bucket = bucketOf(key, at);
    const elapsed = Math.max(0, at - bucket.at);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsed * perSecond) / 1000);
    bucket.at = at;
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
    bucket.tokens -= 1;
    return 0;
  };
}

/**
 * What an address counts as: an IPv4 address by itself, also when written as IPv6; an IPv6 address by its /64, which is what one customer
 * of a provider has.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7);
  const [head = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  return [...groups, '0', '0', '0', '0'].slice(0, 4).join(':');
}
