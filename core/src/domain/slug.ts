/** I5: 3 to 64 of `a-z`, `0-9` and hyphens, none at either end. */
const wellFormed = /^[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]$/;

/**
 * Names a tracking link may not take (I5): they stand for pages of the server or of the brand, or claim to be an office an affiliate
 * does not hold. A link `/r/support` that pays somebody would mislead whoever follows it.
 */
export const reservedSlugs: ReadonlySet<string> = new Set(
  `about account admin administrator affiliate affiliates api app apply assets auth billing blog checkout
   contact dashboard docs favicon health healthz help home hooks index invite join legal login logout mail
   metrics null oauth official openapi owner partner partners password portal postmaster pricing privacy
   readyz register robots root security settings shop signin signup sitemap static status store support
   system terms test undefined webhook webhooks webmaster well-known www`.split(/\s+/),
);

/** Why a name cannot be a slug, or `null` where it can. Upper case is no mistake: slugs are kept lower case. */
export function slugMistake(slug: string): 'malformed' | 'reserved' | null {
  if (!wellFormed.test(slug)) return 'malformed';
  return reservedSlugs.has(slug) ? 'reserved' : null;
}

/** Room is left for `-` and five more characters, should the name be taken. */
const longestStem = 58;

/**
 * What a person's or brand's name gives as a slug; letters of other scripts fall out, so that it may be too short or empty.
 *
 * @example slugStem('José Núñez & Co.') // 'jose-nunez-co'
 */
export function slugStem(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').slice(0, longestStem);
  return words.replace(/^-+|-+$/g, '');
}
