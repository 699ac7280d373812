/** From when until when something was paid in a currency: UTC days, YYYY-MM-DD. */
export interface Seen {
  readonly currency: string;
  readonly first: string;
  readonly last: string;
}

export interface SeenCurrencies {
  of(organizationId: string): readonly Seen[];
  add(organizationId: string, seen: readonly Seen[]): void;
}

const mostOrganizations = 10_000;

/**
 * Which rates an organization's sums need is known only when its amounts have been looked through, and they are looked through but once where
 * it was known before. What is remembered is a guess: whoever reads with it finds out what was missing.
 */
export function seenCurrencies(): SeenCurrencies {
  const known = new Map<string, ReadonlyMap<string, Seen>>();
  return {
    of: (organizationId) => [...(known.get(organizationId)?.values() ?? [])],
    add(organizationId, seen) {
      const spans = new Map(known.get(organizationId));
      for (const one of seen) spans.set(one.currency, joined(one, spans.get(one.currency) ?? one));
      if (known.size >= mostOrganizations) known.clear();
      known.set(organizationId, spans);
    },
  };
}

const joined = ({ currency, ...a }: Seen, b: Seen): Seen => ({
  currency,
  first: a.first < b.first ? a.first : b.first,
  last: a.last > b.last ? a.last : b.last,
});
