import type { FilterQuery } from '@mikro-orm/postgresql';
import { emailKey } from '../../domain/email.ts';
import { Affiliate } from '../entities/affiliate.ts';
import { Enrollment, type EnrollmentStatus } from '../entities/enrollment.ts';
import type { Editor } from './edit.ts';

export interface AffiliateFilter {
  readonly email?: string;
  /** Part of the name, the e-mail or a slug, in any case. */
  readonly q?: string;
  readonly campaignId?: readonly string[];
  readonly status?: readonly EnrollmentStatus[];
}

/** Affiliates by who they are, and by where they are enrolled. */
export function affiliatesLike(em: Editor, { email, q, campaignId, status }: AffiliateFilter): FilterQuery<Affiliate> {
  const all: FilterQuery<Affiliate>[] = [];
  if (email !== undefined) all.push({ emailKey: emailKey(email) ?? '' });
  if (q !== undefined) {
    const pattern = `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const bySlug = em
      .createQueryBuilder(Enrollment)
      .select('affiliateId')
      .where({ slug: { $ilike: pattern } });
    all.push({ $or: [{ name: { $ilike: pattern } }, { email: { $ilike: pattern } }, { id: { $in: bySlug.toRaw() } }] });
  }
  if (campaignId !== undefined || status !== undefined) {
    const where = {
      ...(campaignId !== undefined && { campaignId: { $in: [...campaignId] } }),
      ...(status !== undefined && { status: { $in: [...status] } }),
    };
    const enrolled = em.createQueryBuilder(Enrollment).select('affiliateId').where(where);
    all.push({ id: { $in: enrolled.toRaw() } });
  }
  return { $and: all };
}
