import { type AttributionStrategy, claim, pass } from '@fairlead/core/plugin';

/**
 * A1: the affiliate named by the brand's server. Of several slugs the first whose enrollment can be credited, else the first that is
 * known, for the core to pass over with the reason.
 */
export const slug: AttributionStrategy = {
  id: 'slug',
  method: 'server',
  decide({ slugs, enrollments }) {
    if (slugs.length === 0) return pass('no_slug');
    const known = slugs.filter(
      (given): given is typeof given & { enrollmentId: string } => given.enrollmentId !== null,
    );
    const unknown = slugs.filter(({ enrollmentId }) => enrollmentId === null).map((given) => given.slug);
    const chosen = known.find(({ enrollmentId }) => enrollments[enrollmentId]?.creditable) ?? known[0];
    const others = { unknown: unknown.length > 0 ? unknown.join(', ') : null };
    if (!chosen) return pass('unknown_slug', others);
    return claim(chosen.enrollmentId, 'named_by_server', { slug: chosen.slug, ...others });
  },
};
